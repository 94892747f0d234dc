import { spawnSync } from 'node:child_process'
import { installFromDebian } from './debian.ts'

let known: boolean | null = null

/** True where system calls can be made to fail; installs what that takes, once, where that can be done. */
export function haveStrace(): boolean {
  known ??= process.platform === 'linux' && (canTrace() || (!isThere() && installFromDebian('strace') && canTrace()))
  return known
}

const isThere = (): boolean => spawnSync('strace', ['-V'], { stdio: 'ignore' }).error === undefined

/** Some containers have the program, but do not permit tracing. */
const canTrace = (): boolean =>
  spawnSync('strace', ['-f', '--seccomp-bpf', '-e', 'trace=openat', '-o', '/dev/null', 'true'], { timeout: 10_000 }).status === 0
