/** Types of the parts of mailauth that `mailauth.ts` uses and that come without any. */

declare module 'mailauth/lib/spf/spf-verify.js' {
	/** What decided, or an error as an object. */
	interface SpfVerdict {
		readonly qualifier?: '+' | '-' | '~' | '?';
		readonly type?: string;
		readonly val?: string;
		readonly error?: string;
		readonly text?: string;
		readonly message?: string;
		/** The record of the domain. */
		readonly rr?: string;
	}

	type SpfResolver = (name: string, type: string) => Promise<readonly unknown[]>;

	interface SpfVerifyOptions {
		readonly sender: string;
		readonly ip: string;
		readonly helo: string;
		/** Our name, for `%{r}`. */
		readonly mta: string;
		readonly strict: boolean;
		readonly resolver: SpfResolver;
		/** For addresses of the hosts of one `mx` or `ptr` term. */
		readonly createSubResolver: (options?: { readonly ignoreVoid?: boolean }) => SpfResolver;
		/** For explanations. */
		readonly expResolver: SpfResolver;
	}

	export function spfVerify(domain: string, options: SpfVerifyOptions): Promise<SpfVerdict | false>;
}

declare module 'mailauth/lib/spf/syntax.js' {
	export function isValidTargetName(name: string): boolean;
}

declare module 'mailauth/lib/dkim/header/index.js' {
	export function generateCanonicalizedHeader(
		type: 'DKIM',
		lines: { readonly keys: string; readonly headers: readonly { readonly line: Buffer }[] },
		options: { readonly signatureHeaderLine: Buffer; readonly canonicalization: string; readonly strict: boolean },
	): { readonly canonicalizedHeader: Buffer };
}

declare module 'mailauth/lib/tools.js' {
	interface PublicKey {
		/** PEM. */
		readonly publicKey: string;
		readonly keyType: string;
		readonly flags: readonly string[];
	}

	export function getPublicKey(
		type: 'DKIM',
		name: string,
		minBitLength: number,
		resolver: () => Promise<readonly string[][]>,
		options: { readonly strict: boolean; readonly hashAlgo: string },
	): Promise<PublicKey>;
}
