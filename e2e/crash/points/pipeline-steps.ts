import { writeFileSync } from 'node:fs'
import { endedStates } from '../checks/database.ts'
import type { ExpectedPipeline } from '../checks/pipelines.ts'
import { type Client, idOf } from './client.ts'
import type { Step } from './task-steps.ts'

/** Four files, each of which two further steps take. */
const counts = { make: 1, upper: 4, last: 4 }

const chained = ({ script }: Client, last: string): string => `parallel = 4
[[step]]
name = "make"
start = true
retry = 20
script = '''
${script('for n in a b c; do echo "$n" > "$OUTPUT_DIR/$n"; done; mkdir "$OUTPUT_DIR/sub"; echo d > "$OUTPUT_DIR/sub/d"')}
'''
[[step]]
name = "upper"
inputs = ["make"]
retry = 20
script = '''
${script('tr a-z A-Z < "$INPUT_FILE" > "$OUTPUT_DIR/upper"')}
'''
[[step]]
name = "last"
inputs = ["upper"]
retry = 20
script = '''
${script(`${last} "$INPUT_FILE" > "$OUTPUT_DIR/last"`)}
'''
`

/** Creates the pipeline of that name, unless an earlier request did. */
async function pipeline({ ask }: Client, name: string, source: string): Promise<string> {
  const made = await ask('POST', '/pipelines', { name, source })
  return idOf(made.status === 201 ? made : await ask('GET', `/pipelines/${encodeURIComponent(name)}`))
}

/** Starts a run: a lost answer may have left another one, which does the same at the same time. */
async function start({ ask, expectations }: Client, path: string, body: object, expected: ExpectedPipeline): Promise<string> {
  const run = idOf(await ask('POST', path, body))
  expectations.pipelines.set(run, expected)
  return run
}

/** Polls the run until it has ended, and checks its status at once: LocalFlow deletes old runs before the scenario ends. */
async function untilOver({ ask, pause, expectations }: Client, run: string): Promise<void> {
  for (;;) {
    const status = String((await ask('GET', `/runs/${run}`)).body['status'])
    const { states = [] } = expectations.pipelines.get(run) ?? {}
    if (endedStates.includes(status) && !states.includes(status))
      expectations.findings.push(`run ${run} of a pipeline is ${status}`)
    if (endedStates.includes(status)) return
    await pause()
  }
}

/** Runs twice, the second time with results to reuse only; then again with one step changed. */
const runChain: Step = async (client) => {
  const id = await pipeline(client, 'chained', chained(client, 'cat'))
  const run = async (onlyReused: boolean): Promise<void> =>
    untilOver(client, await start(client, `/pipelines/${id}/run`, {}, { states: ['succeeded'], counts, onlyReused }))
  await run(false)
  await run(true)
  await client.ask('PUT', `/pipelines/${id}`, { source: chained(client, 'rev') })
  await run(false)
  await client.ask('DELETE', `/pipelines/${id}`)
  await client.ask('POST', `/pipelines/${id}/restore`)
}

/** Takes files of the computer as input and ignores earlier results; one execution fails, and the others go on. */
const takeInputs: Step = async (client) => {
  const inputs = ['one', 'two'].map((word) => {
    const path = `${client.record}.${word}`
    writeFileSync(path, word)
    return path
  })
  const script = client.script('[ "$(cat "$INPUT_FILE")" = one ] || exit 1\ncp "$INPUT_FILE" "$OUTPUT_DIR/copy"')
  const source = `[[step]]\nname = "check"\nstart = true\nparallel = 1\nscript = '''\n${script}\n'''\n`
  const path = `${client.record}.toml`
  const body = { path, source, inputs, force: true, keepGoing: true }
  await untilOver(client, await start(client, '/pipelines/run', body, { states: ['failed'] }))
}

const cancelPipeline: Step = async (client) => {
  const source = `[[step]]\nname = "wait"\nstart = true\nretry = 20\nscript = "sleep 20"\n`
  const id = await pipeline(client, 'cancelled pipeline', source)
  const run = await start(client, `/pipelines/${id}/run`, {}, { states: ['cancelled'] })
  await client.pause()
  await client.ask('POST', `/runs/${run}/cancel`)
  await untilOver(client, run)
}

export const pipelineSteps: Step[] = [runChain, takeInputs, cancelPipeline]
