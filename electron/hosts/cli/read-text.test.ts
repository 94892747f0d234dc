import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readText } from './read-text.ts'

const file = (bytes: Uint8Array): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'localflow-read-')), 'a.sh')
  writeFileSync(path, bytes)
  return path
}

it('a file that is not UTF-8 is refused, and the first such line is named', async () => {
  expect(await readText(file(Buffer.from('echo café\n')))).toBe('echo café\n')
  const latin = file(Buffer.from('#!/bin/sh\necho caf\xe9\necho \xe9', 'latin1'))
  await expect(readText(latin)).rejects.toMatchObject({
    code: 'invalid',
    message: `Could not read ${latin}: line 2 is not UTF-8. Convert the file first, for example with iconv.`,
  })
  await expect(readText(file(Buffer.from('caf\xe9', 'latin1')))).rejects.toThrow('line 1 is not UTF-8')
})
