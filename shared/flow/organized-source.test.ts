import { expect, it } from 'vitest'
import type { Organization } from '../model/organization.ts'
import { readOrganized, withOrganization } from './organized-source.ts'

const organization: Organization = {
  tags: ['nas', 'C: drive', '#1'],
  folder: 'ops/backup',
  owner: 'Data team',
  notes: '# Restore\n\n- wiki: "restore"\n  deeper\n',
}

const rest = 'start: a\nnodes:\n  a: { exec_type: local_func, func: noop }   # does nothing\n'
const texts: [string, string][] = [
  ['a name and a description', `# Ours\nname: report\ndescription: |\n  Two\n  lines\n\n${rest}`],
  ['no name', `# Ours\n\n${rest}`],
  ['a name below', `${rest}name: report # short\n`],
  ['Windows line ends', `name: report\n${rest}`.replaceAll('\n', '\r\n')],
  ['JSON', JSON.stringify({ name: 'report', start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } }, null, 2)],
  ['JSON on one line', JSON.stringify({ start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } })],
  ['text in brackets', '{ start: a, nodes: { a: { exec_type: local_func, func: noop } } }'],
]

it.each(texts)('a flow with %s gets its organization in its file and loses it again, byte for byte', (_, text) => {
  const file = withOrganization(text, organization)
  const { organized, problems } = readOrganized(file)
  expect(problems).toEqual([])
  expect(organized?.organization).toEqual(organization)
  expect(organized?.source).toBe(text)
})

it('a flow keeps what its text says already, and comments beside it go with it', () => {
  const text = `name: report\n# Whose it is\ntags: [mine]   # not yours\n${rest}`
  const file = withOrganization(text, { ...organization, folder: '', owner: null, notes: '' })
  expect(file).toBe(text)
  expect(readOrganized(file).organized).toEqual({ organization: { tags: ['mine'] }, source: `name: report\n${rest}` })
})

it('a flow that names no organization, has errors or hides them behind an anchor stays as it is', () => {
  expect(readOrganized(rest).organized).toBeUndefined()
  expect(readOrganized(`tags: [a]\nstart: a\n`).organized).toBeUndefined()
  expect(readOrganized(`tags: a\n${rest}`).problems).toMatchObject([{ path: 'tags', line: 1 }])
  const shared = `tags: &mine [a]\n${rest}`
  expect(readOrganized(shared).organized?.organization).toEqual({ tags: ['a'] })
  expect(withOrganization('not: [a flow', organization)).toBe('not: [a flow')
})
