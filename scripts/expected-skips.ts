import { spawnSync } from 'node:child_process'
import { loopProblem } from '../e2e/crash/loop-disk.ts'
import { powerProblem } from '../e2e/crash/power-disk.ts'
import { fakeTimeLibrary } from './faketime.ts'
import type { ExpectedSkip } from './skips.ts'
import { haveStrace } from './strace.ts'

const isWindows = (): boolean => process.platform === 'win32'
const isNotLinux = (): boolean => process.platform !== 'linux'
const isNotRoot = (): boolean => process.getuid?.() !== 0
const lacks =
  (program: string, argument = '--version') =>
  (): boolean =>
    spawnSync(program, [argument], { stdio: 'ignore' }).status !== 0

const mount = 'mount -t tmpfs localflow-test /mnt'
const cannotMount = (): boolean =>
  isNotLinux() || spawnSync('unshare', [isNotRoot() ? '-rm' : '-m', 'sh', '-c', mount], { stdio: 'ignore' }).status !== 0

const windowsModes = 'Windows has no file modes'
const windowsSignals = 'Windows has no SIGSTOP'
const secondAccount = 'only root can act as a second account'
const noMounts = 'the test needs a mount of its own: Linux, with root or user namespaces'
const noStrace = 'the test needs strace and the right to trace'

/**
 * Every test that may be skipped, with the reason and the condition. A skip that is not listed here, or whose condition
 * does not hold on this computer, fails `npm test`.
 */
export const expectedSkips: ExpectedSkip[] = [
  {
    file: 'journal.test.ts',
    title: 'reports that the disk accepts nothing',
    reason: 'only Linux has /dev/full',
    when: isNotLinux,
  },
  {
    file: 'journal.test.ts',
    title: 'a line that the disk took half of does not spoil the next',
    reason: 'the test needs prlimit',
    when: lacks('prlimit'),
  },
  { file: 'socket-path.test.ts', reason: windowsModes, when: isWindows },
  { file: 'socket-path.test.ts', title: 'that another account made is refused', reason: secondAccount, when: isNotRoot },
  { file: 'local-socket.test.ts', reason: 'Windows has named pipes instead of sockets', when: isWindows },
  {
    file: 'http-redirect.test.ts',
    title: 'a self-signed certificate',
    reason: 'the test needs openssl',
    when: lacks('openssl', 'version'),
  },
  { file: 'backup.test.ts', title: 'are readable by their owner alone', reason: windowsModes, when: isWindows },
  { file: 'data-folder.test.ts', reason: windowsModes, when: isWindows },
  { file: 'data-folder.test.ts', title: 'is refused where another account made', reason: secondAccount, when: isNotRoot },
  { file: 'settings.test.ts', title: 'follow the folders of the desktop', reason: 'XDG folders are of Linux', when: isNotLinux },
  { file: 'crash-flows.spec.ts', title: 'an engine that freezes', reason: windowsSignals, when: isWindows },
  { file: 'crash-frozen.spec.ts', reason: windowsSignals, when: isWindows },
  { file: 'crash-operations.spec.ts', reason: windowsSignals, when: isWindows },
  { file: 'command-line-start.spec.ts', title: 'cannot be written to is refused', reason: secondAccount, when: isNotRoot },
  { file: 'command-line-start.spec.ts', title: 'serve listens on one port', reason: 'the test reads /proc', when: isNotLinux },
  { file: 'command-line-names.spec.ts', reason: noStrace, when: () => !haveStrace() },
  { file: 'command-line-serve.spec.ts', title: 'the README of LocalFlow', reason: 'the test needs curl', when: lacks('curl') },
  { file: 'command-line-completion.spec.ts', title: 'in zsh', reason: 'zsh is not installed', when: lacks('zsh') },
  { file: 'command-line-completion.spec.ts', title: 'in fish', reason: 'fish is not installed', when: lacks('fish') },
  {
    file: 'packaging.spec.ts',
    title: 'a package holds',
    reason: 'the stand-in for Electron is built for Linux',
    when: isNotLinux,
  },
  { file: 'disk.spec.ts', reason: noMounts, when: cannotMount },
  { file: 'disk-alone.spec.ts', reason: noMounts, when: cannotMount },
  { file: 'disk-files.spec.ts', reason: noMounts, when: cannotMount },
  { file: 'disk-refused.spec.ts', reason: noMounts, when: cannotMount },
  {
    file: 'disk-refused.spec.ts',
    title: 'a volume that turns read-only under load',
    reason: 'the test needs root, a loop device and mkfs.ext4',
    when: () => loopProblem() !== null,
  },
  { file: 'disk-faults.spec.ts', reason: noStrace, when: () => !haveStrace() },
  {
    file: 'disk-power.spec.ts',
    reason: 'the test needs root, a loop device and mkfs.xfs',
    when: () => powerProblem() !== null,
  },
  { file: 'live-dst.spec.ts', reason: 'the test needs libfaketime', when: () => fakeTimeLibrary() === null },
]
