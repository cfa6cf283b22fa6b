/** The lints of the core language, in the order of their ids. */

import { absentValue } from './lints/absent-value.ts';
import { constantCondition } from './lints/constant-condition.ts';
import { constantModified } from './lints/constant-modified.ts';
import { deprecatedFunction } from './lints/deprecated-function.ts';
import { duplicateCase } from './lints/duplicate-case.ts';
import { duplicateCondition } from './lints/duplicate-condition.ts';
import { ignoredResult } from './lints/ignored-result.ts';
import { impossibleComparison } from './lints/impossible-comparison.ts';
import { invalidOperands } from './lints/invalid-operands.ts';
import { lostChange } from './lints/lost-change.ts';
import { noEffect } from './lints/no-effect.ts';
import { sameOperands } from './lints/same-operands.ts';
import { selfAssignment } from './lints/self-assignment.ts';
import { shadowedLibraryName } from './lints/shadowed-library-name.ts';
import { undefinedVariable } from './lints/undefined-variable.ts';
import { unitResult } from './lints/unit-result.ts';
import { unknownFunction } from './lints/unknown-function.ts';
import { unknownMember } from './lints/unknown-member.ts';
import { unknownNamespace } from './lints/unknown-namespace.ts';
import { unknownProperty } from './lints/unknown-property.ts';
import { unreachableCode } from './lints/unreachable-code.ts';
import { unusedFunction } from './lints/unused-function.ts';
import { unusedImport } from './lints/unused-import.ts';
import { unusedParameter } from './lints/unused-parameter.ts';
import { unusedVariable } from './lints/unused-variable.ts';
import { wrongArgumentCount } from './lints/wrong-argument-count.ts';
import { wrongArgumentType } from './lints/wrong-argument-type.ts';
import { wrongTypeName } from './lints/wrong-type-name.ts';
import type { LintRule } from './rule.ts';

export const LINT_RULES: readonly LintRule[] = [
	undefinedVariable,
	unknownFunction,
	wrongArgumentCount,
	unknownNamespace,
	unknownMember,
	constantModified,
	unusedVariable,
	unusedParameter,
	unusedImport,
	unusedFunction,
	unreachableCode,
	duplicateCase,
	constantCondition,
	sameOperands,
	impossibleComparison,
	absentValue,
	shadowedLibraryName,
	ignoredResult,
	noEffect,
	duplicateCondition,
	selfAssignment,
	lostChange,
	unitResult,
	deprecatedFunction,
	wrongTypeName,
	wrongArgumentType,
	invalidOperands,
	unknownProperty,
];
