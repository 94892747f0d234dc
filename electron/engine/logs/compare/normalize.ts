import { plainText } from '../../../../shared/visible-text.ts'

/** Characters of a line that count; more of it makes no difference to a person either. */
const longestText = 2_000

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const units = '(?:ns|µs|us|ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)'

/** What differs from run to run without a meaning, in the order in which it is replaced. */
const varying: [RegExp, string][] = [
  [/\b\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z\b|[+-]\d\d:?\d\d\b))?)?/g, '<time>'],
  [
    new RegExp(`\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:\\d{1,2} ${month}(?: \\d{4})?|${month} {1,2}\\d{1,2})\\b`, 'g'),
    '<time>',
  ],
  [/\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\b/g, '<time>'],
  [/\b1[5-9]\d{8}(?:\d{3})?(?:\.\d+)?\b/g, '<time>'],
  [new RegExp(`(?<![\\w.])\\d+(?:[.,]\\d+)? ?${units}\\b(?: ?\\d+(?:[.,]\\d+)? ?${units}\\b)*`, 'g'), '<duration>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b0x[0-9a-f]+\b/gi, '<id>'],
  [/\b(?=[a-f]*\d)[0-9a-f]{7,}\b/gi, '<id>'],
  [/\b(pid|process|run|attempt|job|id)([ =:#]{1,2})\d+\b/gi, '$1$2<id>'],
  [/#\d+\b/g, '#<id>'],
  [/(?<=\w)\[\d+\]/g, '[<id>]'],
  [/(?<![\w./])(?:[A-Za-z]:(?:\\[\w.@+~<>-]+)+|(?:[\\/][\w.@+~<>-]+){2,})(?=[\\/])/g, '<path>'],
]

/** A line without what differs from run to run: times, durations, ids, and the folders of paths. */
export function normalize(line: string): string {
  const shown = plainText(lastState(line.slice(0, longestText)))
  return varying.reduce((text, [what, sign]) => text.replace(what, sign), shown).trimEnd()
}

/** A progress bar writes over its line: what it shows last counts. */
function lastState(text: string): string {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text
  return line.slice(line.lastIndexOf('\r') + 1)
}
