import { spawn } from 'node:child_process'
import { electronBinary } from './electron-binary.ts'

if (electronBinary() === null) {
  process.stderr.write(
    'Electron has not been fetched yet: run "npm start" once where there is a network. Until then, "npm run build -- --watch" and "npm run lf -- serve".\n',
  )
  process.exit(1)
}
spawn('electron-vite', ['dev', ...process.argv.slice(2)], { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1))
