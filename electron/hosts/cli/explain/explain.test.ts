import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { knownFields as flowFields } from '../../../../shared/flow/definition.ts'
import { readDefinition } from '../../../../shared/flow/read.ts'
import { knownFields as pipelineFields } from '../../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../../shared/pipeline/read.ts'
import { JobFile, jobFileKeys } from '../job-file.ts'
import { readJobFile } from '../read-job-file.ts'
import { flowExample } from './flow.ts'
import { jobExample } from './job.ts'
import { pipelineExample } from './pipeline.ts'

const keysMissing = (text: string, keys: readonly string[]): string[] =>
  keys.filter((key) => !new RegExp(`(?<![\\w-])${key}(?![\\w-])`).test(text))

/** A commented part of the job file, as it reads without its comment signs. */
const uncommented = (start: RegExp): string => {
  const lines = jobExample.split('\n')
  const first = lines.findIndex((line) => start.test(line))
  const rest = lines.slice(first).map((line) => /^# ?(.*)$/.exec(line)?.[1] ?? null)
  const end = rest.findIndex((line, at) => line === null || (at > 0 && !line.startsWith(' ')))
  return rest.slice(0, end).join('\n')
}

describe('the job file of lf explain', () => {
  it('is valid and has every key', () => {
    expect(readJobFile(jobExample, 'job.yaml')).toMatchObject({ name: 'Nightly backup', conditions: { network: 'any' } })
    expect(keysMissing(jobExample, jobFileKeys)).toEqual([])
  })

  it.each([/^# command:/, /^# http:/, /^# flow:/, /^# builtin:/])('has a valid alternative body: %s', (start) => {
    const body = uncommented(start)
    expect(Object.keys(parse(body) as object)).toHaveLength(1)
    expect(JobFile.safeParse(parse(`name: a\n${body}`)).error).toBeUndefined()
    expect(() => readJobFile(`name: a\n${body}`, 'job.yaml')).not.toThrow()
  })
})

it('the flow of lf explain is valid and has every key', () => {
  expect(readDefinition(flowExample).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(keysMissing(flowExample, Object.values(flowFields).flat())).toEqual([])
})

it('the pipeline of lf explain is valid and has every key', () => {
  expect(readManifest(pipelineExample).problems).toEqual([])
  expect(keysMissing(pipelineExample, Object.values(pipelineFields).flat())).toEqual([])
})
