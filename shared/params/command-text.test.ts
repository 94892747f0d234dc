import { expect, it } from 'vitest'
import { curlText, lfText } from './command-text.ts'
import type { ParamSchema } from './schema.ts'

const schema: ParamSchema = {
  width: { type: 'integer' },
  dry_run: { type: 'boolean' },
  tags: { type: 'list' },
  wait: { type: 'string' },
  token: { type: 'secret' },
}
const values = { width: 800, dry_run: false, tags: ['a', "it's"], wait: 'long', token: 'hunter22' }

it('a form can be copied as an lf command that starts the same run', () => {
  expect(lfText('Nightly backup', schema, values)).toBe(
    `lf run 'Nightly backup' --width 800 --no-dry-run --tags a --tags 'it'\\''s' -p wait=long -p token="$TOKEN"`,
  )
})

it('a form can be copied as a request, without secrets', () => {
  expect(curlText('http://127.0.0.1:4000/api', 'a b', schema, { width: 1, token: 'hunter22' })).toBe(
    `curl -X POST http://127.0.0.1:4000/api/jobs/a%20b/run -H "Authorization: Bearer \${LOCALFLOW_TOKEN:-$(lf token)}" -H 'Content-Type: application/json' -d '{"params":{"width":1,"token":"'"$TOKEN"'"}}'`,
  )
})
