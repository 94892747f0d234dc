import { describe, expect, it } from 'vitest'
import { Spec } from '../../../../shared/model/job.ts'
import { formOf, specOf } from './form.ts'

const spec = Spec.parse({
  body: { kind: 'command', command: 'sh', args: ['-c', 'echo "$A"\nexit 3', ''] },
  cwd: '/srv',
  env: { A: '1 2', B: '' },
  timeoutMs: 5_000,
})

describe('the form that changes a command', () => {
  it('gives what it was made from if nothing changes', () => {
    expect(specOf(formOf(spec), spec)).toEqual({ spec })
    const script = Spec.parse({ body: { kind: 'script', script: 'echo "$1"\n', args: ['x'] } })
    expect(specOf(formOf(script), script)).toEqual({ spec: script })
    const http = Spec.parse({ body: { kind: 'http', url: 'https://example.org' } })
    expect(specOf(formOf(http), http)).toEqual({ spec: http })
  })

  it('changes the words of the command, the folder and the environment, and nothing else', () => {
    const form = {
      text: 'ls -l "my files"',
      folder: ' ',
      env: [
        { name: ' C ', value: '=x' },
        { name: '', value: '' },
      ],
    }
    expect(specOf(form, spec)).toEqual({
      spec: { ...spec, body: { kind: 'command', command: 'ls', args: ['-l', 'my files'] }, cwd: null, env: { C: '=x' } },
    })
  })

  it('says what is wrong beside the field', () => {
    const env = [
      { name: 'A', value: '1' },
      { name: 'A ', value: '2' },
    ]
    expect(specOf({ text: ' ', folder: '', env }, spec)).toEqual({
      problems: { text: 'is empty: name the program to run', env: 'A is there twice' },
    })
    expect(specOf({ text: 'ls', folder: '', env: [{ name: '', value: 'x' }] }, spec)).toEqual({
      problems: { env: 'A variable needs a name' },
    })
  })
})
