import { globSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../hosts.ts'

const lines = `
echo "[info] connected to erp.local"
seq -f "[info] page %g fetched in 12 ms" 200
echo "[warn] slow answer (1.2 s), backing off"
echo '{"level":"info","msg":"json line","took":12}'
printf '\\033[32mgreen\\033[0m \\033[1mbold\\033[0m https://example.com/docs\\n'
`
const fails = (file: string): string =>
  `${lines}\nif [ ! -e ${file} ]; then touch ${file}; exit; fi\necho "Traceback (most recent call last):" >&2; echo '  File "a.py", line 3, in <module>' >&2; echo "ValueError: no host erp.local" >&2; exit 6`

/** The log of a run in each of its states, all tabs of a run, and the search across runs. */
export async function logStates(app: App): Promise<Record<string, string>> {
  const make = async (name: string, script: string, wait = true): Promise<void> => {
    await app.lf('job', 'create', name, '--', 'sh', '-c', script)
    await app.lf('run', name, ...(wait ? ['--wait'] : []))
  }
  await make('Invoice export', fails(join(app.data, 'second')))
  await app.lf('run', 'Invoice export', '--wait')
  await make('Silent', 'true')
  await make('Deleted', 'echo deleted one')
  await make('Shortened', 'seq -f "line %g" 2000')
  await make('Follow me', 'i=0; while true; do i=$((i+1)); echo "tick $i"; sleep 0.2; done', false)
  damage(app.data)
  const flow = join(app.data, 'steps.yaml')
  writeFileSync(flow, steps)
  await app.lf('flow', 'import', flow)
  await app.lf('start', 'Ship release', '-p', 'list=[1,2,3]')
  await app.lf('list', '--limit', '1')
  const tabs = ['log', 'timeline', 'metrics', 'files', 'data', 'history']
  return {
    succeeded: '/runs/1',
    ...Object.fromEntries(tabs.map((tab) => [`failed-${tab}`, `/runs/2?tab=${tab}`])),
    'failed-compare': '/runs/2?compare=last',
    empty: '/runs/3',
    gone: '/runs/4',
    shortened: '/runs/5',
    running: '/runs/6',
    ...Object.fromEntries(['log', 'timeline', 'graph', 'data', 'history'].map((tab) => [`flow-${tab}`, `/runs/7?tab=${tab}`])),
    'flow-all': '/runs/7?tab=log&step=*',
    runs: '/runs',
    'search-start': '/search',
    'search-found': '/search?find=line',
    'search-none': '/search?find=no+such+text',
    'search-wrong': '/search?find=(&find-flags=r',
  }
}

/** The logs of runs 4 and 5: names of logs are in the order in which they began, and run 3 has none. */
function damage(data: string): void {
  const [, , deleted = '', shortened = ''] = globSync(join(data, 'logs/**/*.log')).sort()
  rmSync(deleted)
  truncateSync(shortened, 400)
}

const steps = `name: Ship release
start: build
nodes:
  build: { exec_type: shell, script: { cmd: sh, code: "seq -f 'compiled module %g' 20; echo 'warning: unused import'" } }
  pages: { kind: foreach, foreach_execs: [], max_parallel: 3, exec_type: shell, script: { cmd: sh, code: "for n in 1 2 3 4 5; do echo \\"line $n\\"; sleep 0.02; done" }, prep: { input_key: $params.list } }
  publish: { title: Publish it, exec_type: shell, script: { cmd: sh, code: "echo 'ERROR: no host' >&2; exit 3" } }
edges:
  - { from: build, to: pages }
  - { from: pages, to: publish }
`
