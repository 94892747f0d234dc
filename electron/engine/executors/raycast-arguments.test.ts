import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { logOf, startTestEngine, untilEnded } from '../testing/engine.ts'
import { raycastArguments } from './raycast-arguments.ts'

const header = `# @raycast.title Greet
# @raycast.argument1 { "type": "text", "placeholder": "Name" }
# @raycast.argument2 { "type": "password", "placeholder": "Token", "optional": true }
# @raycast.argument3 { "type": "dropdown", "placeholder": "Size", "data": [{"title": "Large", "value": "l"}], "optional": true }
`
const script = `${header}echo "$#: $1, $2, $3, $LOCALFLOW_PARAM_ARGUMENT2"`

it('a Raycast script gets its arguments by their place, and secrets in their variables alone', async () => {
  const engine = await startTestEngine()
  await engine.jobs.create(JobDraft.parse({ name: 'greet', body: { kind: 'script', script, interpreter: ['sh'] } }))
  const run = await engine.manual.runJob('greet', 'api', { argument1: 'Ann B', argument2: 'hidden words', argument3: 'l' })
  await untilEnded(engine, run.id)
  expect(await logOf(engine, run.id)).toContain('3: Ann B, , l, ***')
})

it('arguments in the settings of a job take the place of those of Raycast, and other scripts have none', () => {
  const body = (text: string, args?: string[]) =>
    JobDraft.parse({ name: 'x', body: { kind: 'script', script: text, ...(args ? { args } : {}) } }).body
  expect(raycastArguments(body(script), { argument1: 'a' })).toEqual(['a', '', ''])
  expect(raycastArguments(body(script, ['own']), { argument1: 'a' })).toEqual([])
  expect(raycastArguments(body('echo "$1"'), { argument1: 'a' })).toEqual([])
})
