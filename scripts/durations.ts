import { basename } from 'node:path'

export type Duration = { name: string; ms: number }

/** How long something took, and what it gave. */
export function timed<T>(work: () => T): { value: T; ms: number } {
  const begin = performance.now()
  const value = work()
  return { value, ms: performance.now() - begin }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`.padStart(9)

/** A line for each stage, and one for each of the slowest tests. */
export function durationLines(stages: Duration[], tests: Duration[], count = 10): string[] {
  const lines = (durations: Duration[]): string[] => durations.map(({ name, ms }) => `${seconds(ms)}  ${name}`)
  const slowest = tests.toSorted((one, other) => other.ms - one.ms).slice(0, count)
  return ['Stages', ...lines(stages), 'Slowest tests', ...lines(slowest)]
}

type VitestReport = {
  testResults: { name: string; assertionResults: { fullName: string; duration?: number | null | undefined }[] }[]
}

export const vitestDurations = ({ testResults }: VitestReport): Duration[] =>
  testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({ name: `${basename(name)}: ${fullName}`, ms: duration ?? 0 })),
  )

type Spec = { file: string; title: string; tests: { projectName: string; results: { duration: number }[] }[] }
type Suite = { suites?: Suite[]; specs: Spec[] }

export const playwrightDurations = ({ suites }: { suites: Suite[] }): Duration[] => suites.flatMap(durationsOf)

const durationsOf = ({ suites = [], specs }: Suite): Duration[] => [
  ...specs.flatMap(({ file, title, tests }) =>
    tests.map(({ projectName, results }) => ({
      name: `[${projectName}] ${basename(file)}: ${title}`,
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
    })),
  ),
  ...suites.flatMap(durationsOf),
]
