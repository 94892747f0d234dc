import { type Level, structuredLevel } from './structured-level.ts'

/**
 * The level that a line says of itself: in a field (JSON, logfmt, syslog), or as a leading or bracketed word. A word within a
 * sentence is not a level. Knows nothing about other lines. Works on UTF-8 text and on its bytes read as Latin-1.
 */
export function levelOf(text: string): Level | null {
  const plain = text.includes(escapeStart) ? text.replace(escapes, '') : text
  // Nobody writes the level of a line this far behind its start.
  const line = plain.length > longestStart ? plain.slice(0, longestStart) : plain
  const structured = structuredLevel(line)
  return structured === undefined ? levelOfWords(line) : structured
}

const longestStart = 2_048
const escapeStart = '\x1b'
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escapes of terminals.
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g

/** A time, and what usually stands between a time and the level. */
const time =
  /^[[(<]?(?:\d\d-\d\d \d\d:\d\d:\d\d\.\d+|\d{4}[-/.]\d\d?[-/.]\d\d?(?:[T _-]+\d\d?:\d\d(?::\d\d)?(?:[.,:]\d+)?)?|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d\d?(?:,? \d{4})?,? \d\d?:\d\d:\d\d(?:[.,]\d+)?|\d\d?[ /-](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d\d)[ /-]\d{2,4}[ :]\d\d:\d\d:\d\d(?:[.,]\d+)?|\d\d?:\d\d:\d\d(?:[.,]\d+)?|\d{9,13}(?:\.\d+)?|\s*\d+\.\d{3,}s?)(?: ?(?:Z|UTC|GMT|CES?T|EES?T|WES?T|BST|IST|JST|MSK|AE[SD]T|[ECMP][SD]T|[+-]\d\d:?\d\d))?(?: \d{4})?(?: ?[AP]M)?[\])>]?[:,|;]?\s*/
const number = /^[[(#]?(?:pid[ :=]?)?\d+(?::[A-Z])?[\])]?[:,]?(?: -(?!\S))?\s+(?=[[<#*A-Z\d|-])/i
/** A host and a program of syslog, after its time. */
const syslog = /^(?:[\w.-]+ [\w./@-]+(?:\([\w-]+\))?(?:\[\d+\])?|[\w./@-]+\[\d+\]):\s+/
const bracketed = /^[[(]([^\])]{0,80})[\])]:?[ -]*/
const separator = /^[-|:>*#~]+\s+/
/** A container's or a package's name before a bar. */
const service = /^[\w./@-]{1,60}\s*\|\s+/
/** A logger's name, a thread, a module with a line. */
const logger = /^[\w.$/@-]{1,80}(?::\d+)?(?: -|:| \||\s)\s*(?=[[|]?(?:[A-Z]{4,9})\b[\]:| -])/

const errorWords = 'ERROR|ERR|FATAL|FTL|CRITICAL|CRIT|PANIC|EMERGENCY|EMERG|ALERT|SEVERE|FAILURE'
const warningWords = 'WARNING|WARN|WRN'
const otherWords =
  'INFORMATION|INFO|INF|DEBUG|TRACE|NOTICE|VERBOSE|SUCCESS|FINE|FINER|FINEST|LOG|STATEMENT|DETAIL|HINT|DBUG|DBG|TRCE|VRB'

const words = (list: string) => new RegExp(`^(?:${list})$`, 'i')
const [isError, isWarning, isOther] = [words(errorWords), words(warningWords), words(otherWords)]

/** A level in capitals, not part of a longer name. */
const capitals = new RegExp(
  `^(${errorWords}|${warningWords}|${otherWords})(?:\\d+|\\([^)]*\\)|\\[[^\\]]*\\])?(?=$|[\\s:|\\]>,;!/-])(?!_|-[A-Za-z])`,
)
/** In small letters a level needs a colon, or the code of a compiler, behind it. */
const colon = new RegExp(
  `^(?:fatal |internal |unhandled |syntax |parse |caught )?(${errorWords}|${warningWords}|exception)(?:\\(s\\))?(?:\\[[\\w:-]+\\]| [A-Z]{1,6}\\d+)?(?: \\([^)]*\\))?:(?![\\w/])`,
  'i',
)
/** `src/a.c:3:5: error: …`, `a.ts(3,5): error TS2322: …`, `ld: error: …`. */
const place =
  /^(?:[\w.+~@/\\-]+(?: [\w.+~@/\\-]+)?|[A-Z]:[^:]+)(?:\(\d+(?:,\d+)?\)|(?::\d+){1,2})?\s*[:-] (?:fatal |internal compiler )?(error|fatal|warning|panic)(?:\[[\w:-]+\]| [A-Z]{1,6}\d+)?:/i
/** ESLint and its kin: the place, then the bare word in a column of its own. */
const column = /^\d+:\d+\s+(error|warning)\s{2,}\S/
const exception =
  /^(?:Uncaught |Unhandled |Caused by: )?(?:[\w$]+[./])*[\w$]*(?:Error|Exception|Panic|Fault)(?: \[[\w-]+\])?(?: \([^)]*\))?(?::(?=\s|$)|$)/
const warningClass = /^(?:[^:\s]+:\d+: )?(?:\[\w+\] )?[A-Z]\w*Warning: /
const tools: [RegExp, Level][] = [
  [/^(?:::|##\[)error\b/, 'error'],
  [/^(?:::|##\[)warning\b/, 'warning'],
  [/^npm (?:ERR!|error\b)/, 'error'],
  [/^npm (?:WARN|warn)\b/, 'warning'],
  [/^(?:Exception in thread |Unhandled exception|Traceback \(most recent call last\)|panic: |fatal error: )/, 'error'],
  [/^thread '[^']*' (?:\(\d+\) )?(?:panicked at|has overflowed)/, 'error'],
  [/^Error (?:response from daemon|from server|\d+\b|E[A-Z]+\b)/, 'error'],
  [/^error(?:\[E\d+\]| [A-Z]{1,6}\d+:| Command failed)/, 'error'],
  [/^PHP (?:Fatal|Parse) error: /, 'error'],
  [/^PHP Warning: /, 'warning'],
  [/^E: |^e: \w+:/, 'error'],
  [/^W: |^w: \w+:/, 'warning'],
  [/^[EF], \[/, 'error'],
  [/^W, \[/, 'warning'],
  [/^[EF] [A-Z][\w.-]+: /, 'error'],
  [/^W [A-Z][\w.-]+: /, 'warning'],
  [/^\w+\.(?:ERROR|CRITICAL|ALERT|EMERGENCY): /, 'error'],
  [/^\w+\.WARNING: /, 'warning'],
  [/^(?:fail|crit): [\w.]+\[\d+\]/, 'error'],
  [/^(?:CMake|dpkg:) (?:Error|error)\b/, 'error'],
  [/^(?:CMake|dpkg:) (?:Warning|warning)\b/, 'warning'],
  [/^\w+ error: (?![\d-])/, 'error'],
  [/^\*\* \((?:\w+\.)*\w*(?:Error|Exit)\)/, 'error'],
  [/^warning (?:"|[\w@./-]+(?: > [\w@./-]+)*: )/, 'warning'],
  [/^ERR_\w+\b/, 'error'],
  [/^[EF]\d{4} \d\d:\d\d:\d\d\.\d+ /, 'error'],
  [/^W\d{4} \d\d:\d\d:\d\d\.\d+ /, 'warning'],
  [/^[EF]\/[\w.-]+\s*(?:\(|:)/, 'error'],
  [/^W\/[\w.-]+\s*(?:\(|:)/, 'warning'],
  [/^make(?:\[\d+\])?: \*\*\* /, 'error'],
  [/^\(node:\d+\) (?:\[\w+\] )?\w*Warning: /, 'warning'],
]

const levelOfWord = (word: string): Level | null | undefined =>
  isError.test(word) ? 'error' : isWarning.test(word) ? 'warning' : isOther.test(word) ? null : undefined

/** What is an error in another word, such as an exception. */
const worst = (level: Level | null | undefined): Level | null => (level === undefined ? 'error' : level)

/** Takes off what stands before the level, piece by piece, until a level or the message begins. */
function levelOfWords(line: string): Level | null {
  let rest = line.replace(/^[^\x21-\x7e]+/, '')
  for (let pieces = 0; pieces < 10 && rest !== ''; pieces++) {
    const level = levelAtStart(rest)
    if (level !== undefined) return level
    const shorter = withoutPiece(rest)
    if (shorter === null) return null
    rest = shorter.replace(/^[^\x21-\x7e]+/, '')
  }
  return null
}

/** Undefined: no level starts here. */
function levelAtStart(text: string): Level | null | undefined {
  for (const [pattern, level] of tools) if (pattern.test(text)) return level
  const word = capitals.exec(text) ?? colon.exec(text) ?? column.exec(text)
  if (word?.[1] !== undefined) return isCount(text, word[0].length) ? null : worst(levelOfWord(word[1]))
  const inBrackets = bracketed.exec(text)?.[1]
  const level = inBrackets === undefined ? undefined : levelInBrackets(inBrackets)
  if (level !== undefined) return level
  const placed = place.exec(text)?.[1]
  if (placed !== undefined) return worst(levelOfWord(placed))
  if (warningClass.test(text)) return 'warning'
  return exception.test(text) ? 'error' : undefined
}

/** `error: 0`, `Warnings: none` and the like count, and say that all is well. */
const isCount = (text: string, length: number): boolean =>
  /^:?\s*(?:=\s*)?(?:\d+(?:[.,]\d+)?%?|none|no|false|null|nil)\s*[.,;]?$/i.test(text.slice(length))

/** `[error]`, `[core:error]`, `[E]`, `[ERROR/MainProcess]`. */
function levelInBrackets(text: string): Level | null | undefined {
  if (/^(?:[EFC]|EE)$/.test(text)) return 'error'
  if (/^WW?$/.test(text)) return 'warning'
  if (/^(?:[DVN]|II?)$/.test(text)) return null
  const [word = ''] = /^[a-z]+$/i.exec(text) ?? []
  if (word !== '') return levelOfWord(word)
  const part =
    /^\w+:(\w+)$/.exec(text)?.[1] ??
    /^[\d:/.]+:([A-Z]+):/.exec(text)?.[1] ??
    /^([A-Z]+)[/ ]/.exec(text)?.[1] ??
    /^\s*(\w+)\s*$/.exec(text)?.[1] ??
    ''
  return levelOfWord(part)
}

const pieces = [time, bracketed, number, syslog, service, separator, logger]

function withoutPiece(text: string): string | null {
  for (const piece of pieces) {
    const found = piece.exec(text)?.[0]
    if (found) return text.slice(found.length)
  }
  return null
}
