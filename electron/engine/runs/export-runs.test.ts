import { expect, it } from 'vitest'
import { newestFirst } from '../../../shared/model/run-sort.ts'
import type { Engine } from '../engine.ts'
import { command, startTestEngine } from '../testing/engine.ts'

async function exported(engine: Engine, q: string, form: 'csv' | 'json'): Promise<string> {
  let text = ''
  for await (const piece of engine.runs.export({ q, sort: newestFirst, form })) text += piece.text
  return text
}

it('an export has every run that matches, and no text of it is a formula in a spreadsheet', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const titles = ['plain', '=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\ttab', 'a, "b"\nc']
  for (const title of titles) await engine.manual.exec(command('true'), title, 'api')
  const csv = await exported(engine, '', 'csv')
  const [head = '', ...lines] = csv.split('\r\n')
  expect(head.split(',').slice(0, 4)).toEqual(['run', 'id', 'kind', 'name'])
  expect(lines).toHaveLength(titles.length + 1)
  for (const cell of [`"'=HYPERLINK(""http://evil"")"`, "'+1", "'-1", "'@SUM(A1)", '"a, ""b""\nc"', "'\ttab", 'plain'])
    expect(csv).toContain(`,command,${cell},`)
  const runs = JSON.parse(await exported(engine, 'plain', 'json')) as { title: string }[]
  expect(runs.map(({ title }) => title)).toEqual(['plain'])
  expect(JSON.parse(await exported(engine, 'none', 'json'))).toEqual([])
  await expect(exported(engine, 'stauts:x', 'csv')).rejects.toMatchObject({ code: 'invalid' })
})
