/** What a run may use up (language spec 10). 0 means no limit, except for `callLevels`. */

export interface Limits {
	/** Operations as counted by language spec, Appendix B. */
	readonly operations: number;
	/** Wall time of a run in milliseconds, time spent waiting included. */
	readonly wallTime: number;
	/** Nesting of calls. */
	readonly callLevels: number;
	/** UTF-8 bytes. */
	readonly stringLength: number;
	/** Elements of an array, those of nested arrays and blobs included. */
	readonly arraySize: number;
	/** Properties of a map, those of nested maps included. */
	readonly mapSize: number;
	/** Variables alive in one scope. */
	readonly variables: number;
	/** `import` executions. */
	readonly modules: number;
	/** Script functions and closures of one script. */
	readonly functions: number;
	/** Nesting of expressions at the top level and in functions (language spec, Appendix A). */
	readonly expressionDepth: number;
	readonly functionExpressionDepth: number;
}

export const DEFAULT_LIMITS: Limits = {
	operations: 0,
	wallTime: 0,
	callLevels: 64,
	stringLength: 0,
	arraySize: 0,
	mapSize: 0,
	variables: 0,
	modules: 0,
	functions: 0,
	expressionDepth: 64,
	functionExpressionDepth: 32,
};
