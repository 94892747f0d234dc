import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from './hosts.ts'

/** A job with a schedule, a trigger and a run, a run that failed, and a flow. Gives the ids of the schedule and the trigger. */
export async function seed(app: App): Promise<{ schedule: string; trigger: string }> {
  await app.lf('job', 'create', 'Nightly backup', '--', 'echo', 'copied')
  const { out } = await app.lf('schedule', 'add', 'Nightly backup', '30 * * * *', '--json')
  await app.lf('run', 'Nightly backup', '--wait')
  await app.lf(
    'exec',
    '--',
    'sh',
    '-c',
    'printf "\\033[31mred\\033[0m \\033[32mgreen\\033[0m \\033[33myellow\\033[0m\\n"; echo bad >&2; exit 3',
  )
  await importFlow(app)
  const made = await app.lf('trigger', 'add', 'Nightly backup', '--webhook', '--json')
  return { schedule: (JSON.parse(out) as { id: string }).id, trigger: (JSON.parse(made.out) as { id: string }).id }
}

/** A flow of several kinds of nodes; the third run of all is one of it, which waits to be approved. */
async function importFlow(app: App): Promise<void> {
  const file = join(app.data, 'monthly.yaml')
  writeFileSync(file, flow)
  await app.lf('flow', 'import', file)
  await app.lf('start', 'monthly')
}

const flow = `start: collect
nodes:
  collect: { kind: foreach, exec_type: local_func, func: mul, params: { mul: 2, list: [1, 2, 3] }, prep: { input_key: $params.list }, post: { output_key: numbers } }
  ask: { kind: approval, title: Boss approves }
  send: { exec_type: shell, script: { cmd: sh, code: echo sent } }
edges:
  - { from: collect, to: ask }
  - { from: ask, action: approved, to: send }
`

/** A pipeline of which one step fails, and a run that leaves files of several kinds. Gives the hash of one of them. */
export async function seedPipeline(app: App): Promise<string> {
  const file = join(app.data, 'letters.toml')
  writeFileSync(file, manifest)
  await app.lf('pipeline', 'run', file)
  const script =
    'echo "# Notes" > "$OUTPUT_DIR/notes.md"; printf "a,b\\n1,2\\n" > "$OUTPUT_DIR/table.csv"; echo "<b>x</b>" > "$OUTPUT_DIR/page.html"'
  await app.lf('exec', '--', 'sh', '-c', script)
  const { out } = await app.lf('object', 'list', '--json')
  return (JSON.parse(out) as { name: string; hash: string }[]).find(({ name }) => name === 'b')?.hash ?? ''
}

const manifest = `[[step]]
name = "make"
start = true
script = 'for l in a b c; do echo "$l" > "$OUTPUT_DIR/$l"; done'
[[step]]
name = "shout"
inputs = ["make"]
script = 'grep -v c "$INPUT_FILE" > "$OUTPUT_DIR/loud" || { echo "no such letter" >&2; exit 1; }'
`
