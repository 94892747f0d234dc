import { type ChildProcess, spawn } from 'node:child_process'
import { electronBinary } from './electron-binary.ts'

/** The window, rebuilt as you type; without Electron's binary the interface in a browser, rebuilt as you type (reload it). */
const commands: [string, string[]][] =
  electronBinary() === null
    ? [
        ['electron-vite', ['build', '--watch']],
        [process.execPath, ['--watch-path=out/main', 'out/main/lf.js', 'serve', ...process.argv.slice(2)]],
      ]
    : [['electron-vite', ['dev', ...process.argv.slice(2)]]]

const children: ChildProcess[] = commands.map(([file, args]) =>
  spawn(file, args, { stdio: 'inherit', shell: process.platform === 'win32' }),
)
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
    for (const other of children) other.kill()
  })
}
