import { spawnSync } from 'node:child_process'

/** Everything that can be known without running anything; in the order of what is found soonest. */
const steps: [string, string[]][] = [
  ['biome', ['check', '.', '--error-on-warnings']],
  ['node', ['scripts/check-imports.ts']],
  ['node', ['scripts/check-sizes.ts']],
  ['node', ['scripts/check-words.ts']],
  ['node', ['scripts/check-texts.ts']],
  ['tsc', ['-p', 'shared']],
  ['tsc', ['-p', '.']],
]

const shell = process.platform === 'win32'
const failed = steps.filter(([file, args]) => spawnSync(file, args, { stdio: 'inherit', shell }).status !== 0)
for (const [file, args] of failed) process.stderr.write(`failed: ${file} ${args.join(' ')}\n`)
process.exit(failed.length === 0 ? 0 : 1)
