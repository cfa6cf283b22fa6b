/**
 * The instruction set: one table for the compiler, the instruction loop, the disassembler and the documentation.
 *
 * An instruction is four 32-bit words: `code | cost << 8`, then the operands a, b, c. The cost is the number of
 * operations of language spec, Appendix B, that the instruction stands for. Operand kinds:
 *
 *   d  destination register          r  register                     x  register, or constant number ~x when negative
 *   k  constant                      i  immediate integer            j  jump target (word index)
 *   s  site (`chunk.sites`)          f  function (`chunk.functions`) n  count
 *
 * The position in the table is the number of the instruction. The loop in `vm/interpreter.ts` switches over literal
 * numbers, because only those make a jump table; a test keeps the two in step.
 */

export type OperandKind = 'd' | 'r' | 'x' | 'k' | 'i' | 'j' | 's' | 'f' | 'n';

export interface OpcodeEntry {
	readonly name: string;
	/** Kinds of the operands a, b, c that the instruction has. */
	readonly operands: string;
	readonly meaning: string;
}

const ENTRIES = [
	['NOP', '', 'nothing; carries a cost'],
	['LOADK', 'dk', 'a = constant b'],
	['LOADINT', 'di', 'a = integer b'],
	['MOVE', 'dr', 'a = b, for temporary use'],
	['COPY', 'dr', 'a = independent copy of b'],
	['NEWCELL', 'drs', 'a = new cell holding b; variable described by site c'],
	['LOADCELL', 'dr', 'a = content of cell b, for temporary use'],
	['COPYCELL', 'dr', 'a = independent copy of the content of cell b'],
	['STORECELL', 'rr', 'content of cell a = b; an error for a captured constant'],
	['LOADNAME', 'dk', 'a = variable named b of the caller, host scope or global modules'],
	['STORENAME', 'kr', 'variable named a of the caller or host scope = b'],
	['FUNCTION', 'dk', 'a = pointer to the function of the script named b'],
	['CLOSURE', 'df', 'a = closure of function b over the cells it names'],
	['THIS', 'r', 'error unless the `this` in register a is bound; b: it must not be constant'],
	['ADD', 'drx', 'a = b + c'],
	['SUB', 'drx', 'a = b - c'],
	['MUL', 'drx', 'a = b * c'],
	['DIV', 'drx', 'a = b / c'],
	['MOD', 'drx', 'a = b % c'],
	['POW', 'drx', 'a = b ** c'],
	['SHL', 'drx', 'a = b << c'],
	['SHR', 'drx', 'a = b >> c'],
	['BITAND', 'drx', 'a = b & c'],
	['BITOR', 'drx', 'a = b | c'],
	['BITXOR', 'drx', 'a = b ^ c'],
	['EQ', 'drx', 'a = b == c'],
	['NE', 'drx', 'a = b != c'],
	['LT', 'drx', 'a = b < c'],
	['LE', 'drx', 'a = b <= c'],
	['GT', 'drx', 'a = b > c'],
	['GE', 'drx', 'a = b >= c'],
	['NEG', 'dr', 'a = -b'],
	['PLUS', 'dr', 'a = +b'],
	['NOT', 'dr', 'a = !b'],
	['IN', 'drr', 'a = c contains b'],
	['RANGE', 'drr', 'a = b..c'],
	['RANGEI', 'drr', 'a = b..=c'],
	['ARRAY', 'drn', 'a = array of the c registers from b'],
	['EXTEND', 'rrn', 'append the c registers from b to the array a'],
	['MAP', 'drs', 'a = map of the registers from b with the keys of site c'],
	['MAPEXTEND', 'rrs', 'add the registers from b with the keys of site c to the map a'],
	['CONCAT', 'drn', 'a = display texts of the c registers from b, joined'],
	['INDEX', 'drx', 'a = b[c], for temporary use'],
	['PROP', 'drk', 'a = b.c, for temporary use'],
	['INDEXCOPY', 'drx', 'a = independent copy of b[c]'],
	['PROPCOPY', 'drk', 'a = independent copy of b.c'],
	['SETINDEX', 'rxr', 'a[b] = c, a being a variable'],
	['SETPROP', 'rkr', 'a.b = c, a being a variable'],
	['SETPATH', 'sr', 'assign b to the place of site a'],
	['UPDATEADD', 'rx', 'a += b, a being a variable'],
	['UPDATE', 'rxi', 'a op= b, a being a variable; c numbers the operator'],
	['UPDATECELL', 'rxi', 'content of cell a op= b; c numbers the operator'],
	['JUMP', 'j', 'go to a'],
	['LOOP', 'j', 'go back to a; limits and time slice are looked at here'],
	['JF', 'rj', 'go to b if a is false; a must be a bool'],
	['JT', 'rj', 'go to b if a is true; a must be a bool'],
	['JNEQ', 'rxj', 'go to c unless a == b'],
	['JNNE', 'rxj', 'go to c unless a != b'],
	['JNLT', 'rxj', 'go to c unless a < b'],
	['JNLE', 'rxj', 'go to c unless a <= b'],
	['JNGT', 'rxj', 'go to c unless a > b'],
	['JNGE', 'rxj', 'go to c unless a >= b'],
	['JUNIT', 'rj', 'go to b if a is ()'],
	['JNUNIT', 'rj', 'go to b unless a is ()'],
	['BOOL', 'r', 'error unless a is a bool'],
	['ITER', 'dr', 'a = iteration state over b'],
	['NEXT', 'rdj', 'b = next item of the iteration a and go back to c, or fall through; checks like LOOP'],
	['COUNT', 'dr', 'a = number of the current item of the iteration b'],
	['SWITCH', 'rs', 'go to the target that the table of site b gives for the value a'],
	['INRANGE', 'rkj', 'go to c unless a lies in, or is, the range constant b'],
	['CALL', 'dfr', 'a = call of function b of the script, arguments from register c'],
	['CALLSITE', 'dsr', 'a = call described by site b, arguments from register c'],
	['METHOD', 'dsr', 'a = method call described by site b, arguments from register c'],
	['RETURN', 'r', 'leave the function with a'],
	['RETUNIT', '', 'leave the function with ()'],
	['THROW', 'rr', 'raise a; if a is () and b is not negative, raise the error in register b again'],
	['CATCH', 'dr', 'a = what a script sees of the error in register b'],
	['IMPORT', 'rs', 'run or find the module named by a; bind it to the name of site b'],
	['MARKIMPORTS', 'd', 'a = number of bound modules'],
	['RESETIMPORTS', 'r', 'forget the modules bound after the number a'],
	['EXPORT', 'rs', 'the variable in register a is exported as site b says'],
	['GLOBALCONST', 'rk', 'the script constant named b has the value a'],
	['QUALIFIED', 'ds', 'a = module variable described by site b'],
	['ISSHARED', 'dr', 'a = whether the cell b is captured'],
	['DEFVAR', 'drs', 'a = whether the name in b is one of site c, or known outside'],
	['FAIL', 's', 'raise the error of site a'],
	['DIRECTIVE', 'dsr', 'a = what the host makes of the directive of site b, operands from register c'],
	['OBSERVE', 'rs', 'tell the observer of the run the value a of the expression of site b'],
] as const satisfies readonly (readonly [string, string, string])[];

export type OpcodeName = (typeof ENTRIES)[number][0];

export const OPCODES: readonly OpcodeEntry[] = ENTRIES.map(([name, operands, meaning]) => ({
	name,
	operands,
	meaning,
}));

/** Number of each instruction. */
export const OP = Object.fromEntries(ENTRIES.map(([name], code) => [name, code])) as Readonly<
	Record<OpcodeName, number>
>;

/** Words of one instruction. */
export const INSTRUCTION_SIZE = 4;

/** Compound assignment operators by their number in UPDATE. */
export const UPDATE_OPERATORS = ['+=', '-=', '*=', '/=', '%=', '**=', '<<=', '>>=', '&=', '|=', '^='] as const;
