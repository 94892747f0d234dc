import { expect, it, vi } from 'vitest'
import { type Body, JobDraft } from '../../../shared/model/job.ts'
import { startTestServer } from '../../http/testing.ts'
import { run } from './commands/run.ts'
import { noteHeader } from './header-notes.ts'

const body = { kind: 'script', script: '#!/bin/sh\n# @param width integr\n# @param name', interpreter: [] } satisfies Body
const told = 'Note: LocalFlow ignores the parameter in line 2 of the script: has the unknown type "integr"'

function written(): () => string {
  let text = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    text += String(part)
    return true
  })
  return () => text
}

it('a comment that names no parameter is reported when its job is saved', () => {
  const text = written()
  noteHeader(body)
  expect(text()).toContain(told)
  expect(text().trim().split('\n')).toHaveLength(1)
})

it('an unknown option is refused beside the comment that could not be read', async () => {
  const server = await startTestServer()
  await server.engine.jobs.create(JobDraft.parse({ name: 'resize', body }))
  const text = written()
  const global = { url: server.url, token: server.token, data: '' }
  await expect(run(global as never, 'resize', { given: ['--width', '3'], options: [] }, {})).rejects.toThrow(
    'Unknown option "--width"',
  )
  expect(text()).toContain(told)
})
