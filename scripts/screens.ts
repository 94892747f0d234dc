import { spawnSync } from 'node:child_process'
import { buildIfStale } from './build-if-stale.ts'

buildIfStale()
const args = ['scripts/e2e.ts', '--project=screens', ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, SCREENS: '1' } })
process.stdout.write('The pictures are in out/screens.\n')
process.exit(status ?? 1)
