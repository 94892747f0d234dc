import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { pipelineExamples } from '../../examples/pipeline-examples.ts'
import { linksOf } from '../graph.ts'
import { readManifest } from '../read.ts'
import { editManifest, placesOfSteps } from './edit-manifest.ts'
import type { StepGesture } from './gesture.ts'

const graph = `# The report of the week.
name = "Report"

# Splits the file.
[[step]]
name = 'split' # the first
start = true
script = '''
[[step]]
name = "not a step"
split big.txt "$OUTPUT_DIR/"
'''

[[step]]
name = "count"
inputs = [
  "split", # all of it
  "extra.txt",
]
script = 'wc -l "$INPUT_FILE"'
[step.env]
LANG = "C"

[[step]]
name = "sum"
script = "cat # not a comment"
inputs = ["count"]

[params.width]
type = "integer"
`

const edited = (source: string, gesture: StepGesture): string => {
  const outcome = editManifest(source, gesture)
  if ('refused' in outcome) throw new Error(outcome.refused)
  return outcome.source
}
const refusal = (source: string, gesture: StepGesture) => {
  const outcome = editManifest(source, gesture)
  return 'refused' in outcome ? outcome.refused : null
}
const waysOf = (source: string) => {
  const { manifest, problems } = readManifest(source)
  if (!manifest) throw new Error(JSON.stringify(problems))
  return linksOf(manifest).map(({ from, to, file }) => `${from ?? file} → ${to}`)
}

describe('the steps of a pipeline are edited in its text', () => {
  it('a new step stands behind the one that it follows', () => {
    const outcome = editManifest(graph, { do: 'add', after: 'count' })
    expect(outcome).toMatchObject({ chosen: 'step-4' })
    const source = edited(graph, { do: 'add', after: 'count' })
    expect(waysOf(source)).toEqual(['split → count', 'extra.txt → count', 'count → step-4', 'count → sum'])
    expect(source).toBe(
      graph.replace(
        'LANG = "C"\n',
        `LANG = "C"\n\n[[step]]\nname = "step-4"\ninputs = ["count"]\nscript = 'cp "$INPUT_FILE" "$OUTPUT_DIR/"'\n`,
      ),
    )
  })

  it('a step that goes takes its comment along, and those that used its files start with the run', () => {
    const source = edited(graph, { do: 'remove', names: ['split'] })
    expect(source).not.toContain('Splits the file')
    expect(source).toContain('# The report of the week.')
    expect(waysOf(source)).toEqual(['extra.txt → count', 'count → sum'])
    expect(waysOf(edited(graph, { do: 'remove', names: ['count'] }))).toEqual(['split → sum'])
    const alone = edited(graph, { do: 'remove', names: ['split', 'count'] })
    expect(readManifest(alone).manifest?.steps).toMatchObject([{ name: 'sum', start: true, inputs: [] }])
  })

  it('a renamed step keeps its quotes, and its inputs follow', () => {
    const source = edited(graph, { do: 'rename', from: 'split', to: 'parts' })
    expect(source).toContain("name = 'parts' # the first")
    expect(source).toContain('  "parts", # all of it')
    expect(source).toContain('name = "not a step"')
    expect(waysOf(source)).toEqual(['parts → count', 'extra.txt → count', 'count → sum'])
    expect(waysOf(edited(graph, { do: 'rename', from: 'sum', to: `it's "all"` }))).toContain(`count → it's "all"`)
  })

  it('steps are connected and disconnected; comments within a list stay', () => {
    const more = edited(graph, { do: 'connect', from: 'split', to: 'sum' })
    expect(more).toContain('inputs = ["count", "split"]')
    expect(edited(more, { do: 'disconnect', from: 'split', to: 'sum' })).toBe(graph)
    const less = edited(graph, { do: 'disconnect', from: 'split', to: 'count' })
    expect(less).toContain('# all of it')
    expect(waysOf(less)).toEqual(['extra.txt → count', 'count → sum'])
    expect(edited(graph, { do: 'disconnect', from: 'count', to: 'sum' })).toContain('name = "sum"\nstart = true\n')
  })

  it('a step is put between two, and a connection leads elsewhere', () => {
    expect(waysOf(edited(graph, { do: 'insert', from: 'split', to: 'count' }))).toEqual([
      'split → step-4',
      'step-4 → count',
      'extra.txt → count',
      'count → sum',
    ])
    const next = { from: 'split', to: 'sum' }
    expect(edited(graph, { do: 'rewire', from: 'count', to: 'sum', next })).toBe(
      graph.replace('inputs = ["count"]', 'inputs = ["split"]'),
    )
  })

  it('tasks become steps once they are connected otherwise', () => {
    const tasks = `[[task]]\nname = "a"\nscript = """\n[[task]]\n"""\n\n[[task]]\nname = "b"\nscript = "true"\n[task.env]\nX = "1"\n\n[[task]]\nname = "c"\nscript = "true"\n`
    const source = edited(tasks, { do: 'connect', from: 'a', to: 'c' })
    expect(waysOf(source)).toEqual(['a → b', 'b → c', 'a → c'])
    expect(source).toContain('"""\n[[task]]\n"""')
    expect(source).toContain('[step.env]')
    expect(waysOf(edited(tasks, { do: 'add', after: 'a' }))).toEqual(['a → step-4', 'step-4 → b', 'b → c'])
    expect(waysOf(edited(tasks, { do: 'remove', names: ['b'] }))).toEqual(['a → c'])
  })

  it.each<[StepGesture, string]>([
    [{ do: 'connect', from: 'sum', to: 'split' }, 'loop: sum → split → count → sum'],
    [{ do: 'connect', from: 'sum', to: 'sum' }, 'its own files'],
    [{ do: 'connect', from: 'count', to: 'sum' }, 'already uses the files of "count"'],
    [{ do: 'insert', from: 'sum', to: 'split' }, 'does not use the files of "sum"'],
    [{ do: 'disconnect', from: 'sum', to: 'split' }, 'does not use the files of "sum"'],
    [{ do: 'rename', from: 'sum', to: 'count' }, 'already a step called "count"'],
    [{ do: 'rename', from: 'sum', to: 'a/b' }, 'cannot contain "/"'],
    [{ do: 'rename', from: 'sum', to: ' ' }, 'Give the step a name'],
    [{ do: 'rename', from: 'split', to: 'extra.txt' }, 'uses a file called "extra.txt"'],
    [{ do: 'remove', names: ['split', 'count', 'sum'] }, 'at least one step'],
    [{ do: 'add', after: 'nobody' }, 'no step called "nobody"'],
  ])('%j is refused with its reason', (gesture, reason) => {
    expect(refusal(graph, gesture)).toContain(reason)
  })

  it.each([
    ['an error of syntax', 'name = ', 'has errors'],
    ['steps in one line', 'step = [{ name = "a", start = true, script = "true" }]', 'only be changed in the text'],
    ['two steps of one name', '[[step]]\nname = "a"\n[[step]]\nname = "a"', 'has errors'],
  ])('%s is left to the text', (_, source, reason) => {
    expect(refusal(source, { do: 'rename', from: 'a', to: 'b' })).toContain(reason)
  })
})

it('each step has its place in the text, from its header to its last line', () => {
  const found = placesOfSteps(graph).map(({ name, from, to }) => [name, graph.slice(from, to).split('\n')])
  expect(found.map(([name, lines]) => [name, lines?.[0], lines?.at(-2)])).toEqual([
    ['split', '[[step]]', "'''"],
    ['count', '[[step]]', 'LANG = "C"'],
    ['sum', '[[step]]', 'inputs = ["count"]'],
  ])
  expect(placesOfSteps('[[step')).toEqual([])
})

const samples = join(import.meta.dirname, '../samples')
const sources = [
  ...readdirSync(samples).map((file) => readFileSync(join(samples, file), 'utf8')),
  ...pipelineExamples
    .map((example) => example.partsFor('sh'))
    .flatMap((parts) => (parts.kind === 'pipeline' ? [parts.source] : [])),
  graph,
  graph.replaceAll('\n', '\r\n'),
]

it.each(sources)('each gesture on manifest %# changes what it means to change, and nothing else', (source) => {
  const names = (readManifest(source).manifest?.steps ?? []).map(({ name }) => name)
  expect(names.length).toBeGreaterThan(0)
  for (const from of names) {
    const gestures: StepGesture[] = [
      { do: 'add', after: from },
      { do: 'rename', from, to: 'another' },
      ...names.flatMap((to): StepGesture[] => [
        { do: 'connect', from, to },
        { do: 'disconnect', from, to },
      ]),
    ]
    for (const gesture of gestures) {
      const outcome = editManifest(source, gesture)
      if ('refused' in outcome) {
        expect(outcome.refused).not.toContain('in the text')
        continue
      }
      expect(readManifest(outcome.source).problems.filter(({ severity }) => severity === 'error')).toEqual([])
      const scripts = (text: string) => JSON.stringify(Object.values(parse(text)).flat()).match(/"script":"[^"]*/g)
      for (const script of scripts(source) ?? []) expect(scripts(outcome.source)).toContain(script)
    }
    if (names.length > 1) {
      const back = editManifest(edited(source, { do: 'rename', from, to: 'another' }), {
        do: 'rename',
        from: 'another',
        to: from,
      })
      expect(back).toMatchObject({ source })
    }
  }
})
