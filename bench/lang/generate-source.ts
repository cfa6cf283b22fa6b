/**
 * Ordinary vSL of any length, for measuring parser, compiler, checker and formatter: functions, closures, maps, loops,
 * switches, strings and comments in the proportions of a real script, with names and numbers that differ everywhere.
 * The same length always gives the same text.
 */

type Unit = (n: number) => string;

/** Each unit is a stretch of top-level code; `n` keeps its names apart. */
const UNITS: readonly Unit[] = [
	(n) => `
// Sum of the weights above a threshold; unit ${n}.
fn weigh_${n}(items, threshold) {
    let total = 0;
    for (item, index) in items {
        if item.weight <= threshold || item.name == "" {
            continue;
        }
        total += item.weight * ${(n % 7) + 2} + index;
    }
    total
}
`,
	(n) => `
/* Splits "name=value; name=value" into a map.
   Values keep their case. */
fn read_pairs_${n}(text) {
    let pairs = #{};
    for part in text.split(";") {
        part.trim();
        let at = part.index_of("=");
        if at < 0 {
            throw \`no value in \${part} (${n})\`;
        }
        let name = part.sub_string(0, at).to_lower();
        pairs[name] = part.sub_string(at + 1);
    }
    pairs
}
`,
	(n) => `
const LIMITS_${n} = #{
    size: ${n * 1000},
    hops: ${(n % 30) + 10},
    ratio: ${(n % 10) + 0.5},
    names: ["alpha-${n}", "beta-${n}", "gamma"],
    strict: ${n % 2 === 0},
};
`,
	(n) => `
fn classify_${n}(code, text) {
    switch code {
        200 | 250 => "ok",
        ${400 + (n % 50)} if text.len > 10 => "long refusal",
        300..400 => "moved",
        400..500 => "later",
        500..=599 => {
            let first = if text.is_empty { "none" } else { text.sub_string(0, 3) };
            \`refused: \${first}\`
        }
        _ => "unknown",
    }
}
`,
	(n) => `
let visits_${n} = 0;
let note_${n} = |amount| {
    visits_${n} += amount;
    visits_${n} % ${n + 3}
};
print(note_${n}.call(${n}) + visits_${n});
`,
	(n) => `
fn search_${n}(low, high, wanted) {
    while low < high {
        let middle = (low + high) / 2; // rounds down
        if middle * middle < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    try {
        100 / (low - ${n})
    } catch (error) {
        print("division failed: " + error.message);
        return -1;
    }
    low ?? 0
}
`,
	(n) => `
let scores_${n} = [${n}, ${n + 4}, 3.25, -${n + 1}]
    .filter(|score| score > ${n % 5})
    .map(|score| score * 2 + 1);
print(scores_${n}.reduce(|sum, score| sum + score, 0));
if scores_${n}.len() > 2 && "alpha" in LIMIT_NAMES {
    print("many: " + scores_${n}[0] + ", last " + scores_${n}[-1]);
} else if scores_${n}.is_empty() {
    print(\`none of \${${n} + 4} passed\`);
}
`,
];

const HEAD = `// A long script made for measuring.
const LIMIT_NAMES = ["alpha", "beta"];
`;

/** A script of exactly so many lines (at least 2). */
export function generateSource(lineCount: number): string {
	const lines = HEAD.trimEnd().split('\n');
	for (let n = 0; ; n++) {
		const unit = (UNITS[n % UNITS.length] as Unit)(n).trimEnd().split('\n');
		if (lines.length + unit.length > lineCount) break;
		lines.push(...unit);
	}
	while (lines.length < lineCount) lines.push(`// line ${lines.length + 1}`);
	return `${lines.slice(0, lineCount).join('\n')}\n`;
}
