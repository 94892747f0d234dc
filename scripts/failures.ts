import { basename } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** What failed, and what it said. */
export type Failure = { name: string; message: string }

const linesOfMessage = 12

/** The failures once more, where the end of a long output shows them. */
export const failureLines = (failures: Failure[]): string[] =>
  failures.flatMap(({ name, message }) => {
    const lines = stripVTControlCharacters(message)
      .split('\n')
      .filter((line) => line.trim() !== '')
    return [`failed: ${name}`, ...lines.slice(0, linesOfMessage).map((line) => `    ${line}`)]
  })

type VitestReport = {
  testResults: {
    name: string
    status?: string
    message?: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[]
  }[]
}

/** The tests that a JSON report of Vitest says failed, and the files that failed as a whole. */
export const vitestFailures = ({ testResults }: VitestReport): Failure[] =>
  testResults.flatMap(({ name, status, message = '', assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [{ name: basename(name), message }] : []
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${basename(name)}: ${fullName}`,
      message: failureMessages?.join('\n') ?? '',
    }))
  })

type Result = { errors?: { message?: string }[] }
type Spec = { file: string; title: string; tests: { projectName: string; status: string; results: Result[] }[] }
type Suite = { suites?: Suite[]; specs: Spec[] }

/** The tests that a JSON report of Playwright says failed, also those that passed when they were repeated. */
export const playwrightFailures = ({ suites }: { suites: Suite[] }): Failure[] => suites.flatMap(failuresOf)

const failuresOf = ({ suites = [], specs }: Suite): Failure[] => [
  ...specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({
        name: `[${projectName}] ${basename(file)}: ${title}`,
        message: results.flatMap(({ errors = [] }) => errors.map(({ message = '' }) => message)).join('\n'),
      })),
  ),
  ...suites.flatMap(failuresOf),
]
