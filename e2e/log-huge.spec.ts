import { expect, test } from './hosts.ts'
import { findIn, linesInView, logOf, openOutput, rowOf, statusOf, toolsOf } from './log-page.ts'

/** 14 million lines, 1 GB: the same 10,000 lines again and again, two of them an error and one with a text of its own. */
const program = `
const block = Buffer.from(Array.from({ length: 10_000 }, (_, n) => ('entry ' + String(n).padStart(4, '0')).padEnd(71, '.') + '\\n').join(''))
const special = { 700: [1_234, 'ERROR disk quota exceeded'], 900: [77, 'a needle in the hay'], 1_000: [5, 'ERROR again'] }
const write = (n) => {
  if (n === 1_400) return void (process.exitCode = 1)
  const part = special[n] ? Buffer.from(block) : block
  if (special[n]) part.write(special[n][1].padEnd(71), special[n][0] * 72)
  process.stdout.write(part, () => write(n + 1))
}
write(0)`

test('a log of 1 GB opens at its first error, and its end, any line and any text are found', { tag: '@page' }, async ({
  app,
}) => {
  test.setTimeout(180_000)
  const { page } = app
  await openOutput(app, program)
  await expect(rowOf(page, 7_001_235)).toContainText('ERROR disk quota exceeded', { timeout: 30_000 })
  await expect(rowOf(page, 7_001_235)).toBeInViewport()
  await expect(statusOf(page)).toContainText('14,000,000 lines · 1.0 GB · complete')
  await expect(toolsOf(page)).toContainText('Error 1 of 2', { timeout: 30_000 })
  await page.keyboard.press('F8')
  await expect(rowOf(page, 10_000_006)).toContainText('ERROR again')
  await page.keyboard.press('End')
  await expect(rowOf(page, 14_000_000)).toContainText('entry 9999')
  await page.keyboard.press('Control+g')
  await page.keyboard.type('12345678')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 12_345_678)).toContainText('entry 5677')
  const before = await linesInView(page)
  await logOf(page).hover()
  await page.mouse.wheel(0, 200)
  await expect.poll(async () => (await linesInView(page))[0]).toBe((before[0] ?? 0) + 10)
  await findIn(page).fill('needle')
  await expect(toolsOf(page).getByText('1/1', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(rowOf(page, 9_000_078)).toContainText('a needle in the hay')
  await page.getByRole('button', { name: 'Only matching lines' }).click()
  await expect(statusOf(page)).toContainText('1 of 14,000,000 lines')
})
