import { describe, expect, it } from 'vitest'
import { withTwoDashes } from './single-dash.ts'

const read = (text: string): string => withTwoDashes(text.split(' ')).join(' ')

describe('long options with one dash', () => {
  it.each([
    ['serve -addr :8080 -db a.db -workers 8 -poll 250ms', 'serve --addr :8080 --db a.db --workers 8 --poll 250ms'],
    ['--data d serve -addr=:8080 -debug', '--data d serve --addr=:8080 --debug'],
    ['pipeline run -manifest wf.toml -db=./db', 'pipeline run --manifest wf.toml --db=./db'],
  ])('are rewritten for the commands that have them: lf %s', (given, expected) => expect(read(given)).toBe(expected))

  it.each(['exec -- prog -db x -addr y', 'job create j -- serve -db x', 'run job -p db=1', 'pipeline run wf.toml -k'])(
    'are left alone elsewhere: lf %s',
    (given) => expect(read(given)).toBe(given),
  )
})
