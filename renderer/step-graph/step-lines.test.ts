import { expect, it } from 'vitest'
import { readManifest } from '../../shared/pipeline/read.ts'
import { stepLines } from './step-lines.ts'

it('the line of a step is the first of its script that does something', () => {
  const step = (name: string, script: string) => `[[step]]\nname = "${name}"\nstart = true\nscript = '''\n${script}\n'''\n`
  const { manifest } = readManifest(
    step('fetch', '#!/bin/sh\n# gets it\nset -eu\n\n  curl -O "$URL"\necho done') +
      step('note', '# later') +
      step('__proto__', 'true'),
  )
  expect(Object.entries(manifest ? stepLines(manifest) : {})).toEqual([
    ['fetch', 'curl -O "$URL"'],
    ['__proto__', 'true'],
  ])
})
