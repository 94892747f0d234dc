import { describe, expect, it } from 'vitest'
import { textsIn } from './check-texts.ts'

const texts = (source: string): string[] => textsIn('some.tsx', source).map(({ text }) => text)

describe('a text that a component spells out is found', () => {
  it.each([
    ['between tags', 'export const A = () => <b>No runs yet</b>', 'No runs yet'],
    ['in lower case between tags', 'export const A = () => <b>{n} runs</b>', 'runs'],
    ['in a label', 'export const A = () => <b aria-label="close" />', 'close'],
    ['in a choice', "export const A = () => <b title={open ? 'open' : word} />", 'open'],
    ['in a template', `export const a = (n: number) => \`Retry run \${n}\``, 'Retry run'],
    ['in an object', "export const a = { label: 'Save' }", 'Save'],
    ['in a constant', "export const a = { label: 'Save' } as const satisfies Words", 'Save'],
  ])('%s', (_, source, text) => expect(texts(source)).toContain(text))
})

describe('what nobody reads is not a text', () => {
  it.each([
    ['an import', "import { A } from './A-file.ts'"],
    ['a type', "type A = 'Open' | 'Closed'"],
    ['a class name', 'export const A = () => <b className="text-ink-2 flex" />'],
    ['a key of the keyboard', "export const a = (key: string) => key === 'Enter'"],
    ['a word of the words file', 'export const A = () => <b title={words.open}>{words.runs(3)}</b>'],
    ['a call in a label', "export const A = () => <b title={words.of('jobs')} />"],
  ])('%s', (_, source) => expect(texts(source)).toEqual([]))
})
