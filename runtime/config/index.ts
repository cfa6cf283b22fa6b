/** The configuration of the server, for everything that needs one. */

export type { Config } from './config.ts';
export { CONFIG_ENTRIES } from './config-entries.ts';
export type { BytesResult, ConfigHost, DirectoryEntry, DirectoryResult } from './host.ts';
export { lenientHost } from './lenient-host.ts';
export { DEFAULT_PATHS, defaultConfig, type LoadResult, loadConfig, loadScript, loadToml } from './load.ts';
export type { ReplyId } from './schema/codes.ts';
export type { NameServer } from './schema/dns.ts';
export type { VirtualDomain } from './schema/server.ts';
export { type ConfigValues, configValues, diffConfig, showConfig } from './show.ts';
export { systemHost } from './system-host.ts';
export { normalDomain } from './types/addresses.ts';
export type { LogDirective, LogLevel } from './types/logs.ts';
export type { CertificateFile, PrivateKeyFile } from './types/pem-files.ts';
export { formatReply, parseReply, type Reply } from './types/reply.ts';
export type { StageTimeouts } from './types/stage-timeouts.ts';
export type { SecurityLevel, TlsVersion } from './types/tls.ts';
