import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childrenOf, isNode, lineFinder, type Node, parse } from './syntax-tree.ts'

/**
 * Holds the texts of the window apart from its components: a component takes its texts from the `words.ts` of its feature, or
 * from its folder `words` where there are many, so that a translation is a second file. Prints each text that a component spells out, with its file and line.
 */
export type Text = { file: string; line: number; text: string }

/** Attributes that a person reads or hears; any other attribute counts only where its text reads as a sentence or title. */
const spoken = /^(?:aria-(?:label|description|roledescription|valuetext)|title|alt|placeholder|label|help|hint|empty)$/

/** An argument of a call, a value that is compared, or an element in an attribute is not itself read. */
const endsSpeech = /^(?:CallExpression|BinaryExpression|MemberExpression|JSXElement|JSXFragment)$/

/** Types have no texts; `as` and `satisfies` are written behind a value. */
const isType = ({ type }: Node): boolean => type.startsWith('TS') && type !== 'TSAsExpression' && type !== 'TSSatisfiesExpression'

/** The texts that the components of a file spell out. */
export function textsIn(file: string, source: string): Text[] {
  const lineOf = lineFinder(source)
  const found: Text[] = []
  const add = (node: Node, text: string): void => {
    if (/\p{L}{2}/u.test(text)) found.push({ file, line: lineOf(node.start), text: text.trim().replaceAll(/\s+/g, ' ') })
  }
  const visit = (node: Node, isSpoken: boolean): void => {
    if (node.type === 'ImportDeclaration' || isType(node)) return
    if (node.type === 'JSXText') add(node, String(node['value']))
    const text = stringOf(node)
    if (text !== null && (isSpoken || isProse(text))) add(node, text)
    const speaks = node.type === 'JSXAttribute' ? isSpokenAttribute(node) : isSpoken && !endsSpeech.test(node.type)
    for (const child of childrenOf(node)) visit(child, speaks)
  }
  visit(parse(file, source).program, false)
  return found
}

const isSpokenAttribute = (node: Node): boolean => isNode(node['name']) && spoken.test(String(node['name']['name']))

/** The text of a literal or of the fixed parts of a template. */
function stringOf(node: Node): string | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type === 'TemplateLiteral')
    return (node['quasis'] as { value: { raw: string } }[]).map(({ value }) => value.raw).join(' ')
  return null
}

/** A capital letter and small ones: code, class names and keys of the contract start small or are all capitals. */
const isProse = (text: string): boolean => /^[^\p{L}]*\p{Lu}\p{Ll}+(?:[ …:,.!?-]|$)/u.test(text) && !keys.test(text.trim())

/** Names of keys of the keyboard, of headers and of the kinds of a model. */
const keys =
  /^(?:Arrow(?:Up|Down|Left|Right)|Enter|Escape|Tab|Space|Home|End|Page(?:Up|Down)|Delete|Backspace|Shift|Control|Alt|Meta|F\d+|Plus|Bearer|Content-.*)$/

const components = (): string[] =>
  readdirSync('renderer', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test|\.d)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .filter((file) => !/\/words(?:\.ts$|\/)/.test(file))

if (import.meta.main) {
  const only = process.argv.slice(2)
  const files = components().filter((file) => only.length === 0 || only.some((start) => file.startsWith(start)))
  const texts = files.flatMap((file) => textsIn(file, readFileSync(file, 'utf8')))
  for (const { file, line, text } of texts)
    console.error(`${file}:${line} spells out ${JSON.stringify(text)}: put it into words.ts`)
  console.log(`${files.length} components, ${texts.length} texts outside words.ts`)
  if (texts.length > 0) process.exitCode = 1
}
