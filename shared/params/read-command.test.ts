import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../model/json.ts'
import { checkValues } from './check-values.ts'
import { curlText, lfText } from './command-text.ts'
import type { Param } from './param.ts'
import { readCommand } from './read-command.ts'
import type { ParamSchema } from './schema.ts'

const schema: ParamSchema = {
  width: { type: 'integer' },
  name: { type: 'string' },
  dry_run: { type: 'boolean' },
  tags: { type: 'list' },
  wait: { type: 'string' },
  data: { type: 'json' },
  token: { type: 'secret' },
}
const read = (text: string) => readCommand(text, schema)

describe('a command that was written by hand gives the same job and values', () => {
  it.each<[string, object]>([
    ['lf run resize --width 800', { width: 800 }],
    ['$ lf run resize --width=800 --wait', { width: 800 }],
    ['lf --data /x run resize \\\n  --width 800 \\\n  --follow', { width: 800 }],
    [`lf run resize --name 'it'\\''s "here"' --no-dry-run`, { name: `it's "here"`, dry_run: false }],
    ['lf run resize --name "a \\"b\\" \\\\ c" --dry-run', { name: 'a "b" \\ c', dry_run: true }],
    ['lf run resize --name two\\ words --tags a --tags b', { name: 'two words', tags: ['a', 'b'] }],
    ["lf run resize -p wait=long -p 'name=a=b'", { wait: 'long', name: 'a=b' }],
    [`lf run resize --params '{"width": 5, "tags": []}' --width 6`, { width: 6, tags: [] }],
    [`lf run resize -p token="$TOKEN" --width 1`, { width: 1 }],
    ['lf run resize --token secret --width 1', { width: 1 }],
    ['npm run -s lf -- run resize --width 2', { width: 2 }],
    ['LOCALFLOW_DATA=/x /usr/bin/lf run resize --width 2', { width: 2 }],
    [`curl -X POST http://127.0.0.1:1/api/jobs/resize/run -d '{"params":{"width":3}}'`, { width: 3 }],
    [`curl -fsS --json '{"params":{"width":3}}' "http://h/api/jobs/resize/run"`, { width: 3 }],
    [`curl http://h/api/jobs/resize/run -H "Authorization: Bearer $TOKEN" --data-raw='{"params":{"token":"***"}}'`, {}],
    [`curl http://h/api/jobs/resize/run -d @- <<'END'\n{"params": {"name": "a\\nb"}}\nEND\n`, { name: 'a\nb' }],
    [`curl http://h/api/jobs/resize/run -d @- <<< '{"params":{"width":4}}'`, { width: 4 }],
    [`echo '{"params":{"width":4}}' | curl http://h/api/jobs/resize/run -d @-`, { width: 4 }],
    ['curl -X POST http://h/api/jobs/resize/run', {}],
    ['lf run resize --width wide', { width: 'wide' }],
  ])('%s', (text, params) => {
    expect(read(text)).toMatchObject({ target: 'resize', params })
    expect(Object.keys((read(text) as { params: object }).params).sort()).toEqual(Object.keys(params).sort())
  })
})

it('the kind and the options of a run are read, too', () => {
  expect(read('lf run r --at "tomorrow 07:00" --priority -5 --version 3 --reason "new lens"')).toMatchObject({
    kind: null,
    options: { at: 'tomorrow 07:00', priority: -5, version: 3, reason: 'new lens' },
  })
  expect(read('lf pipeline run words.toml --input a.txt --width 2')).toMatchObject({ kind: 'pipeline', target: 'words.toml' })
  expect(read('lf start f -p width=2')).toMatchObject({ kind: 'flow', target: 'f', params: { width: 2 } })
  expect(read(`curl http://h/api/flows/a%20b/start -d '{"reason":"x"}'`)).toMatchObject({
    kind: 'flow',
    target: 'a b',
    options: { reason: 'x' },
  })
})

it.each<[string, string]>([
  ['rm -rf /', 'paste one that starts with "lf run" or "curl"'],
  ['lf list', 'paste one that starts with "lf run", "lf start" or "lf pipeline run"'],
  ["lf run 'resize", 'is not closed'],
  ['lf run resize --width 1\nlf run resize --width 2', 'there is more than one'],
  ['lf run resize --name "$HOME"', 'it uses the variable HOME, whose value is not known here'],
  ['lf run resize --name $(date)', 'it uses the output of a command'],
  ['lf run resize --widht 1', 'Unknown option "--widht"'],
  ['lf run resize --width', '--width needs a value'],
  ['lf run', 'it names nothing to run'],
  ['lf run resize --params nonsense', '--params must be a JSON object'],
  ['curl http://h/api/runs', 'its address does not start a run'],
  ["curl http://h/api/jobs/a/run -d 'nonsense'", 'its data is not valid JSON'],
  ['curl http://h/api/jobs/a/run -d @body.json', 'its data is in a file'],
])('a command that cannot be read says why: %s', (text, problem) => {
  expect(read(text)).toEqual({ problem: expect.stringContaining(problem) as string })
})

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('--wait', '-5', 'true', "it's", '$HOME `x`', '\\', 'a=b', '"'),
)
const line = text.map((value) => value.replaceAll(/[\r\n\0]/g, ''))
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json)
const paramsAndValues: [Param, fc.Arbitrary<Json>][] = [
  [{ type: 'string', default: 'x' }, line],
  [{ type: 'multiline' }, text.map((value) => value.replaceAll('\0', ''))],
  [{ type: 'integer' }, fc.maxSafeInteger()],
  [{ type: 'number' }, fc.double({ noNaN: true, noDefaultInfinity: true })],
  [{ type: 'boolean', default: true }, fc.boolean()],
  [{ type: 'date' }, fc.constant('2026-11-27')],
  [{ type: 'time' }, fc.constant('18:30')],
  [{ type: 'enum', options: ['eu', 'us east', '1'] }, fc.constantFrom('eu', 'us east', '1')],
  [{ type: 'enum', options: ['a,b', 'a', 'b', '-x'], multiple: true }, fc.uniqueArray(fc.constantFrom('a,b', 'a', 'b', '-x'))],
  [{ type: 'file' }, fc.constantFrom('/tmp/a b', 'C:\\x y\\z', '~/a')],
  [{ type: 'folder' }, fc.constantFrom('/tmp', './x')],
  [{ type: 'list', default: ['z'] }, fc.array(line)],
  [{ type: 'json' }, json],
]

it('a form is the same after it was copied as a command and pasted back', () => {
  const form = fc.record({
    one: fc.constantFrom(...paramsAndValues).chain(([param, value]) => value.map((given) => ({ param, given }))),
    two: fc.constantFrom(...paramsAndValues).chain(([param, value]) => value.map((given) => ({ param, given }))),
    names: fc.constantFrom(['a', 'b'], ['wait', 'no_x'], ['x', 'no_x'], ['no_x', 'x'], ['input_file', 'json'], ['T', 'job_help']),
    target: fc.constantFrom('resize', 'Nightly backup', "it's", 'ümlaut/slash?'),
  })
  fc.assert(
    fc.property(form, ({ one, two, names: [first = '', second = ''], target }) => {
      const schemaOfForm: ParamSchema = { [first]: one.param, [second]: two.param }
      const { values } = checkValues(schemaOfForm, { [first]: one.given, [second]: two.given })
      const options = { at: Date.UTC(2026, 11, 24), priority: 5, version: 2, reason: 'because' }
      const told = { ...options, at: '2026-12-24T00:00:00.000Z' }
      const pasted = readCommand(lfText(target, schemaOfForm, values, options), schemaOfForm)
      expect(pasted).toEqual({ target, kind: null, params: values, options: told })
      const request = curlText('http://127.0.0.1:4000/api', target, schemaOfForm, values, {
        kind: 'pipeline',
        ...options,
        at: options.at,
      })
      expect(readCommand(request, schemaOfForm)).toEqual({ target, kind: 'pipeline', params: values, options: told })
      expect(checkValues(schemaOfForm, values)).toEqual({ values, problems: {} })
    }),
    { numRuns: 500 },
  )
})
