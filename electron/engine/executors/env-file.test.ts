import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { logOf, runToEnd, shell, startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { readEnvFile } from './env-file.ts'

function write(text: string | Buffer, name = '.env'): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, name), text)
  return folder
}
const read = (text: string | Buffer) => readEnvFile('.env', write(text))

describe('an environment file', () => {
  it('provides its variables: bare, quoted, exported, of many lines', async () => {
    const text = `# a comment
PLAIN=one two
export SAID=yes
SINGLE='a "b" $C # no comment'
DOUBLE="line one\\nline two"
MANY="first
second"
EMPTY=
  SPACED =  around  
LAST=no # a comment
URL=https://a.test/?b=c&d=e
NAÏVE_VALUE=日本`
    expect(await read(text)).toMatchObject({
      PLAIN: 'one two',
      SAID: 'yes',
      SINGLE: 'a "b" $C # no comment',
      DOUBLE: 'line one\nline two',
      MANY: 'first\nsecond',
      EMPTY: '',
      SPACED: 'around',
      LAST: 'no',
      URL: 'https://a.test/?b=c&d=e',
    })
  })

  it('may have line ends of any kind, a byte order mark, and nothing in it', async () => {
    expect(await read('A=1\r\nB=2\r\n')).toEqual({ A: '1', B: '2' })
    expect(await read('\ufeffA=1\nB=2')).toEqual({ A: '1', B: '2' })
    expect(await read('')).toEqual({})
    expect(await read('# nothing\n\n')).toEqual({})
  })

  it('provides the last of two values for one name', async () => {
    expect(await read('A=1\nA=2')).toEqual({ A: '2' })
  })

  it('is named from the working folder, by its full path, or from home', async () => {
    const folder = write('A=1', 'mine.env')
    mkdirSync(join(folder, 'deep'))
    expect(await readEnvFile('../mine.env', join(folder, 'deep'))).toEqual({ A: '1' })
    expect(await readEnvFile(join(folder, 'mine.env'), '/')).toEqual({ A: '1' })
    await expect(readEnvFile('~/no/such.env', '/')).rejects.toThrow(`${homedir()}/no/such.env does not exist`)
  })

  it.each([
    ['larger than 1 MB', 'x'.repeat(1024 * 1024 + 1), /cannot be read \(it is larger than 1 MB\)/],
    ['not text', 'A=1\0B=2', /is not a text file/],
    ['not UTF-8', Buffer.from([65, 61, 0xff, 0xfe, 10]), /is not a text file/],
    ['of too many variables', Array.from({ length: 501 }, (_, n) => `V${n}=1`).join('\n'), /has more than 500 variables/],
  ])('that is %s is refused, by its name', async (_, text, why) => {
    const folder = write(text)
    const refused = readEnvFile('.env', folder)
    await expect(refused).rejects.toThrow(why)
    await expect(refused).rejects.toThrow(join(folder, '.env'))
  })

  it('that is missing, or is a folder, is named', async () => {
    const folder = temporaryFolder()
    await expect(readEnvFile('.env', folder)).rejects.toThrow(`the environment file ${folder}/.env does not exist`)
    await expect(readEnvFile(folder, '/')).rejects.toThrow(`the environment file ${folder} cannot be read (EISDIR)`)
  })
})

describe('a run with an environment file', () => {
  it('has its variables, unless the job sets them', async () => {
    const engine = await startTestEngine({
      environment: { PATH: process.env['PATH'] ?? '', A: 'engine', B: 'engine', C: 'engine' },
    })
    const cwd = write('A=file\nB=file\nLOCALFLOW_ATTEMPT=99')
    const run = await runToEnd(engine, shell('echo "$A $B $C $LOCALFLOW_ATTEMPT"', { cwd, envFile: '.env', env: { A: 'job' } }))
    expect(await logOf(engine, run.id)).toBe('job file engine 1\n')
  })

  it('reads it again for each attempt', async () => {
    const engine = await startTestEngine()
    const cwd = write('A=1')
    const retry = { maxAttempts: 2, backoff: { delayMs: 0 } }
    const run = await runToEnd(engine, shell('echo A=2 > .env; [ "$A" = 2 ]', { cwd, envFile: '.env', retry }))
    expect(run).toMatchObject({ status: 'succeeded' })
  })

  it('does not start without it, and names the missing file', async () => {
    const engine = await startTestEngine()
    const cwd = temporaryFolder()
    expect(await runToEnd(engine, shell('echo never', { cwd, envFile: 'gone.env' }))).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error: `Could not prepare the run: the environment file ${cwd}/gone.env does not exist`,
    })
  })
})
