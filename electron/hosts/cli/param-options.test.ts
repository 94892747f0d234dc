import { expect, it } from 'vitest'
import { readParamOptions } from '../../../shared/params/read-options.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { paramHelp, withJobHelp } from './param-help.ts'
import { paramsOf } from './params.ts'

const schema: ParamSchema = {
  width: { type: 'integer', default: 800, min: 1, unit: 'px', description: 'Width of the picture' },
  dry_run: { type: 'boolean' },
  tags: { type: 'list' },
  region: { type: 'enum', options: ['eu', 'us'], required: true },
}
const read = (...words: string[]) => readParamOptions(words, schema, 'resize', ['--follow', '--wait'])

it('options of a command line are parameters of the job', () => {
  expect(read('--width', '800', '--region=eu')).toEqual({ width: '800', region: 'eu' })
  expect(read('--dry-run', '--width', '-5')).toEqual({ dry_run: true, width: '-5' })
  expect(read('--no-dry-run')).toEqual({ dry_run: false })
  expect(read('--dry_run', 'false')).toEqual({ dry_run: 'false' })
  expect(read('--tags', 'a', '--tags', 'b', '--tags=c')).toEqual({ tags: ['a', 'b', 'c'] })
})

it('an option that the job has no parameter for is an error that names the nearest', () => {
  expect(() => read('--widht', '5')).toThrow('Unknown option "--widht": "resize" has no such parameter. Did you mean "--width"?')
  expect(() => read('--folow')).toThrow('Unknown option "--folow": "resize" has no such parameter. Did you mean "--follow"?')
  expect(() => read('--widget', '3')).toThrow('"resize" has no such parameter. See:')
  expect(() => read('large')).toThrow('Unexpected argument "large".')
  expect(() => read('--width')).toThrow('--width needs a value.')
})

it('-p does not drop a name that every object has', () => {
  expect(paramsOf({ param: ['constructor=5'] }, {}, String)).toEqual({ constructor: '5' })
  expect(() => paramsOf({ param: ['__proto__=5'] }, schema, String)).toThrow('"__proto__" is not allowed as a name.')
})

it('the help of a job lists its parameters with their rules', () => {
  expect(paramHelp(schema, new Set(['--tags'])).split('\n')).toEqual([
    '  --width <INTEGER>           Width of the picture (from 1; in px; default: 800)',
    '  --dry-run                   dry_run',
    '  -p tags=<LIST>              tags (may be repeated)',
    '  --region <ENUM>             region (required; one of eu, us)',
  ])
})

it('only the help of lf run with a job asks for its parameters', () => {
  expect(withJobHelp(['run', 'resize', '--help'])).toEqual(['run', 'resize', '--job-help'])
  expect(withJobHelp(['--data', 'run', '--json', 'run', 'a', '-h'])).toEqual([
    '--data',
    'run',
    '--json',
    'run',
    'a',
    '--job-help',
  ])
  expect(withJobHelp(['--data=x', 'pipeline', 'run', 'a', '-h'])).toEqual(['--data=x', 'pipeline', 'run', 'a', '--job-help'])
  expect(withJobHelp(['run', '--help'])).toEqual(['run', '--help'])
  expect(withJobHelp(['run', 'resize', '--', '--help'])).toEqual(['run', 'resize', '--', '--help'])
  expect(withJobHelp(['list', 'x', '-h'])).toEqual(['list', 'x', '-h'])
})
