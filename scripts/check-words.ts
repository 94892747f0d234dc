import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { childrenOf, lineFinder, type Node, parse } from './syntax-tree.ts'
import { storedTexts, wordRules } from './word-rules.ts'

/**
 * Counts the phrases of `word-rules.ts` in strings, comments, test titles and documents, and fails above `limit` of them per
 * 1,000 lines. `--list` prints each with its file and line.
 */
const limit = 4

export type Hit = { file: string; line: number; phrase: string; say: string }

/** A piece of prose in a file, at its position. */
type Prose = { start: number; text: string }

const patterns = wordRules.map(({ pattern, say }) => ({
  say,
  pattern: new RegExp(pattern.source.replaceAll(' ', '[\\s*]+').replaceAll('(?:^|', '(?:^[\\s*]*|'), `${pattern.flags}g`),
}))

/** The phrases of a file, by line. */
export function hitsIn(file: string, text: string): Hit[] {
  const lineOf = lineFinder(text)
  const found = new Map<number, Hit>()
  for (const prose of proseOf(file, text))
    for (const { pattern, say } of patterns)
      for (const { 0: match, index } of blanked(prose.text).matchAll(pattern)) {
        const start = prose.start + index + match.search(/[^\s*.!?;]/)
        const phrase = match.replace(/^[\s*.!?;]+/, '').replaceAll(/[\s*]+/g, ' ')
        if (!found.has(start)) found.set(start, { file, line: lineOf(start), phrase: phrase.trim(), say })
      }
  return [...found].sort(([a], [b]) => a - b).map(([, hit]) => hit)
}

/** Code within prose and stored texts do not count; they are replaced by as many other characters. */
const blanked = (text: string): string =>
  text
    .replaceAll(/`[^`]*`|\$\{[^}]*\}|https?:\S+/g, (code) => '~'.repeat(code.length))
    .replaceAll(stored, (found) => '~'.repeat(found.length))

const stored = new RegExp(`^\\s*(?:${storedTexts.join('|')})\\s*$|'(?:${storedTexts.join('|')})'`, 'g')

function proseOf(file: string, text: string): Prose[] {
  if (file.endsWith('.md')) return [{ start: 0, text: withoutCode(text) }]
  if (file.endsWith('.sql'))
    return [...text.matchAll(/--.*/g)].map(({ 0: comment, index }) => ({ start: index + 2, text: comment.slice(2) }))
  const { program, comments } = parse(file, text)
  const strings: Prose[] = []
  collect(program, text, strings)
  return [...strings, ...comments.map(({ start, value }) => ({ start: start + 2, text: value }))]
}

/** A string without a space is a name or data, and a query is code. */
function collect(node: Node, source: string, found: Prose[]): void {
  if (node.type === 'ImportDeclaration' || (node.type.startsWith('TS') && node.type.endsWith('LiteralType'))) return
  const isText = node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string')
  if (isText) {
    const text = source.slice(node.start + 1, node.end - 1)
    if (text.includes(' ') && !isQuery(text)) found.push({ start: node.start + 1, text })
    if (node.type === 'Literal') return
    for (const part of node['expressions'] as Node[]) collect(part, source, found)
    return
  }
  for (const child of childrenOf(node)) collect(child, source, found)
}

const isQuery = (text: string): boolean =>
  /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|PRAGMA|ALTER TABLE|BEGIN|WHERE)\b/.test(text)

/** Blocks of code keep their line breaks only. */
const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, ' '))

/** Not counted: the renderer, references generated from counted texts, and migrations, which no release may edit. */
const isCounted = (file: string): boolean =>
  /\.(?:ts|mjs|md|sql)$/.test(file) &&
  !/^renderer\/|^migrations\/|^docs\/(?:cli|rest)\.md$|^scripts\/(?:word-rules|check-words\.test)\.ts$|\.d\.ts$|\/last-release\.sql$/.test(
    file,
  )

function countedFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\n')
    .filter(isCounted)
}

if (import.meta.main) {
  const files = countedFiles().map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const hits = files.flatMap(({ file, text }) => hitsIn(file, text))
  const lines = files.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0)
  const rate = (hits.length / lines) * 1_000
  const isTooMany = rate > limit
  if (process.argv.includes('--list'))
    for (const { file, line, phrase, say } of hits) console.log(`${file}:${line}\t${phrase}\t${say}`)
  console.log(`words: ${hits.length} phrases to avoid in ${lines} lines, ${rate.toFixed(1)} per 1,000 (limit ${limit})`)
  if (isTooMany) {
    console.error(
      'Too many phrases read as translated. "node scripts/check-words.ts --list" prints them, with what to write instead.',
    )
    process.exitCode = 1
  }
}
