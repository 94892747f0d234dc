import { expect, it } from 'vitest'
import { failureLines, playwrightFailures, vitestFailures } from './failures.ts'

it('failures of unit tests name their file and what they said; a file that could not be read is one failure', () => {
  const assertionResults = [
    { fullName: 'a day ends', status: 'passed' },
    { fullName: 'a year ends', status: 'failed', failureMessages: ['expected 1 to be 2'] },
  ]
  expect(
    vitestFailures({
      testResults: [
        { name: '/src/clock.test.ts', status: 'failed', assertionResults },
        { name: '/src/broken.test.ts', status: 'failed', message: 'Unexpected token', assertionResults: [] },
        { name: '/src/good.test.ts', status: 'passed', assertionResults: [] },
      ],
    }),
  ).toEqual([
    { name: 'clock.test.ts: a year ends', message: 'expected 1 to be 2' },
    { name: 'broken.test.ts', message: 'Unexpected token' },
  ])
})

it('failures of end-to-end tests name the project, also those that passed when repeated', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'log.spec.ts',
    title,
    tests: [{ projectName: 'desktop', status, results: [{ errors: message ? [{ message }] : [] }, {}] }],
  })
  const inner = { specs: [spec('folds', 'flaky', 'timed out')] }
  expect(playwrightFailures({ suites: [{ specs: [spec('opens', 'expected')], suites: [inner] }] })).toEqual([
    { name: '[desktop] log.spec.ts: folds', message: 'timed out' },
  ])
})

it('a failure is shown with the beginning of its message, without colors and empty lines', () => {
  const message = `\u001b[31mred\u001b[39m\n\n${Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n')}`
  const lines = failureLines([{ name: 'a.test.ts: works', message }])
  expect(lines.slice(0, 3)).toEqual(['failed: a.test.ts: works', '    red', '    line 0'])
  expect(lines).toHaveLength(13)
})
