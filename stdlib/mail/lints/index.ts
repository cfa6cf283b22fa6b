/** The lints for mail, in the order of their ids. */

import type { LintRule } from '../../../lang/checker/rule.ts';
import { absentElement } from './absent-element.ts';
import { acceptBeforeRelayCheck } from './accept-before-relay-check.ts';
import { badPattern } from './bad-pattern.ts';
import { changeAfterSigning } from './change-after-signing.ts';
import { denyAfterQueue } from './deny-after-queue.ts';
import { duplicateDirective } from './duplicate-directive.ts';
import { endlessCode } from './endless-code.ts';
import { ignoredStatus } from './ignored-status.ts';
import { impossibleComparison } from './impossible-comparison.ts';
import { interpolatedQuery } from './interpolated-query.ts';
import { invalidArgument } from './invalid-argument.ts';
import { invalidDirective } from './invalid-directive.ts';
import { invalidObject } from './invalid-object.ts';
import { invalidService } from './invalid-service.ts';
import { lastRecipient } from './last-recipient.ts';
import { listFile } from './list-file.ts';
import type { ListFiles } from './list-files.ts';
import { loggedSecret } from './logged-secret.ts';
import { looseDomain } from './loose-domain.ts';
import { missingStatus } from './missing-status.ts';
import { openRelay } from './open-relay.ts';
import { openSwitch } from './open-switch.ts';
import { outsideCallInLoop } from './outside-call-in-loop.ts';
import { slowBeforeCheap } from './slow-before-cheap.ts';
import { taintedValue } from './tainted-value.ts';
import { unhandledOutsideError } from './unhandled-outside-error.ts';
import { unknownStage } from './unknown-stage.ts';
import { unreachableDirective } from './unreachable-directive.ts';
import { writtenSecret } from './written-secret.ts';
import { wrongPermanence } from './wrong-permanence.ts';
import { wrongReply } from './wrong-reply.ts';
import { wrongService } from './wrong-service.ts';
import { wrongStage } from './wrong-stage.ts';

export { MAIL_LINT_ENTRIES } from './entries.ts';
export type { ListFile, ListFiles } from './list-files.ts';

/**
 * @param files how to read the lists that scripts name; without it they are not looked at
 */
export function mailRules(files?: ListFiles): readonly LintRule[] {
	return [
		wrongStage,
		ignoredStatus,
		missingStatus,
		unreachableDirective,
		denyAfterQueue,
		acceptBeforeRelayCheck,
		openRelay,
		duplicateDirective,
		unknownStage,
		impossibleComparison,
		absentElement,
		openSwitch,
		interpolatedQuery,
		taintedValue,
		badPattern,
		looseDomain,
		unhandledOutsideError,
		outsideCallInLoop,
		slowBeforeCheap,
		changeAfterSigning,
		wrongReply,
		writtenSecret,
		wrongService(files),
		loggedSecret,
		endlessCode,
		wrongPermanence,
		lastRecipient,
		listFile(files),
		invalidObject,
		invalidDirective,
		invalidService,
		invalidArgument,
	];
}
