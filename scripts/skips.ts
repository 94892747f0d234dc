import { basename } from 'node:path'

/** A test that did not run. `project` is the Playwright project, and null for a unit test. */
export type Skip = { file: string; title: string; project: string | null }

/** A file, or the tests of it whose full title contains `title`. */
export type ExpectedSkip = { file: string; title?: string; reason: string; when: (skip: Skip) => boolean }

export type JudgedSkips = { expected: (Skip & { reason: string })[]; unexpected: Skip[] }

export function judgeSkips(skips: Skip[], list: ExpectedSkip[]): JudgedSkips {
  const judged: JudgedSkips = { expected: [], unexpected: [] }
  for (const skip of skips) {
    const entry = list.find((entry) => names(entry, skip) && entry.when(skip))
    if (entry) judged.expected.push({ ...skip, reason: entry.reason })
    else judged.unexpected.push(skip)
  }
  return judged
}

const names = ({ file, title = '' }: ExpectedSkip, skip: Skip): boolean => file === skip.file && skip.title.includes(title)

/** Lines that say what was skipped and why, each reason once. */
export function skipLines({ expected, unexpected }: JudgedSkips): string[] {
  const reasons = Map.groupBy(expected, ({ reason, file }) => `${file}: ${reason}`)
  return [
    ...[...reasons].map(([reason, skips]) => `skipped ${skips.length} of ${reason}`),
    ...unexpected.map(({ file, title, project }) => `unexpected skip: ${project ? `[${project}] ` : ''}${file}: ${title}`),
  ]
}

type VitestReport = { testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[] }

/** The tests that a JSON report of Vitest says were skipped or are still to be written. */
export const vitestSkips = ({ testResults }: VitestReport): Skip[] =>
  testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => ({ file: basename(name), title: fullName, project: null })),
  )

type Spec = { file: string; title: string; tests: { projectName: string; status: string }[] }
type Suite = { suites?: Suite[]; specs: Spec[] }

/** The tests that a JSON report of Playwright says were skipped. */
export const playwrightSkips = ({ suites }: { suites: Suite[] }): Skip[] => suites.flatMap(skipsOf)

const skipsOf = ({ suites = [], specs }: Suite): Skip[] => [
  ...specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName }) => ({ file: basename(file), title, project: projectName })),
  ),
  ...suites.flatMap(skipsOf),
]
