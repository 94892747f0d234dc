import { writeFileSync } from 'node:fs'
import type { Chapter } from './chapters.ts'
import type { ExpectedPipeline } from './pipeline-faults.ts'
import { ended, idOf, type Teller } from './teller.ts'

/** Four files, each of which goes through two further steps. */
const counts = { make: 1, upper: 4, last: 4 }

const chained = ({ script }: Teller, last: string): string => `parallel = 4
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

/** Makes the pipeline of that name where there is none. */
async function pipeline({ ask }: Teller, name: string, source: string): Promise<string> {
  const made = await ask('POST', '/pipelines', { name, source })
  return idOf(made.status === 201 ? made : await ask('GET', `/pipelines/${encodeURIComponent(name)}`))
}

/** Starts a run: an answer that was lost may have left another, which does the same at the same time. */
async function start({ ask, told }: Teller, path: string, body: object, expected: ExpectedPipeline): Promise<string> {
  const run = idOf(await ask('POST', path, body))
  told.pipelines.set(run, expected)
  return run
}

/** Judged at once: what is old is deleted before the end. */
async function untilOver({ ask, pause, told }: Teller, run: string): Promise<void> {
  for (;;) {
    const status = String((await ask('GET', `/runs/${run}`)).body['status'])
    const { states = [] } = told.pipelines.get(run) ?? {}
    if (ended.includes(status) && !states.includes(status)) told.faults.push(`run ${run} of a pipeline is ${status}`)
    if (ended.includes(status)) return
    await pause()
  }
}

/** Twice the same, the second time nothing is done; then one of its steps says something else. */
const chainedTwice: Chapter = async (teller) => {
  const id = await pipeline(teller, 'chained', chained(teller, 'cat'))
  const run = async (onlyReused: boolean): Promise<void> =>
    untilOver(teller, await start(teller, `/pipelines/${id}/run`, {}, { states: ['succeeded'], counts, onlyReused }))
  await run(false)
  await run(true)
  await teller.ask('PUT', `/pipelines/${id}`, { source: chained(teller, 'rev') })
  await run(false)
  await teller.ask('DELETE', `/pipelines/${id}`)
  await teller.ask('POST', `/pipelines/${id}/restore`)
}

/** A file of the computer goes in; all is done anew; one piece of work fails, and the rest goes on. */
const givenFiles: Chapter = async (teller) => {
  const inputs = ['one', 'two'].map((word) => {
    const path = `${teller.ledger}.${word}`
    writeFileSync(path, word)
    return path
  })
  const script = teller.script('[ "$(cat "$INPUT_FILE")" = one ] || exit 1\ncp "$INPUT_FILE" "$OUTPUT_DIR/copy"')
  const source = `[[step]]\nname = "check"\nstart = true\nparallel = 1\nscript = '''\n${script}\n'''\n`
  const path = `${teller.ledger}.toml`
  const body = { path, source, inputs, force: true, keepGoing: true }
  await untilOver(teller, await start(teller, '/pipelines/run', body, { states: ['failed'] }))
}

const cancelled: Chapter = async (teller) => {
  const source = `[[step]]\nname = "wait"\nstart = true\nretry = 20\nscript = "sleep 20"\n`
  const id = await pipeline(teller, 'cancelled pipeline', source)
  const run = await start(teller, `/pipelines/${id}/run`, {}, { states: ['cancelled'] })
  await teller.pause()
  await teller.ask('POST', `/runs/${run}/cancel`)
  await untilOver(teller, run)
}

export const pipelineChapters: Chapter[] = [chainedTwice, givenFiles, cancelled]
