import { expect, it } from 'vitest'
import { interpreterOfFile } from './script-interpreter.ts'

it.each<[path: string, script: string, interpreter: string[]]>([
  ['fast.py', 'print(1)', ['python3']],
  ['dir.d/SITE.RB', 'puts 1', ['ruby']],
  ['check.ps1', 'Get-Date', ['pwsh', '-File']],
  ['fast.py', '#!/usr/bin/env python3.12\nprint(1)', []],
  ['backup.sh', 'echo', []],
  ['backup', 'echo', []],
  ['-', 'echo', []],
])('a script in %s that begins with %j gets the interpreter %j', (path, script, interpreter) => {
  expect(interpreterOfFile(path, script)).toEqual(interpreter)
})
