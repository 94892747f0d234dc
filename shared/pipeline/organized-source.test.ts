import { expect, it } from 'vitest'
import type { Organization } from '../model/organization.ts'
import { withOrganization, withoutOrganization } from './organized-source.ts'
import { readManifest } from './read.ts'

const organization: Organization = {
  tags: ['nas', '"quoted"', '#1'],
  folder: 'ops/backup',
  owner: 'Data "team"',
  notes: "# Restore\n\n[[step]]\nname = 'no'\n",
}

const step = "\n[[step]]\nname = \"a\"\nstart = true\nscript = '''\ntags = [\"x\"]\n'''\n"
const texts: [string, string][] = [
  ['a name and a description', `# Ours\nname = "words" # short\ndescription = """\nTwo\nlines"""\nparallel = 2\n${step}`],
  ['no name', `# Ours\n${step}`],
  ['parameters', `name = "words"\n\n[params.tags]\ntype = "string"\ndefault = "a"\n${step}`],
  ['Windows line ends', `name = "words"\n${step}`.replaceAll('\n', '\r\n')],
]

it.each(texts)('a pipeline with %s gets its organization in its file and loses it again, byte for byte', (_, text) => {
  const file = withOrganization(text, organization)
  const { organization: read, problems } = readManifest(file)
  expect(problems).toEqual([])
  expect(read).toEqual(organization)
  expect(withoutOrganization(file)).toBe(text)
})

it.each(['one\ntwo', "ends in '", "has ''' within\nit", 'a\ttab\r\nand a return', 'a bell \u0007\n', '\nfirst line empty'])(
  'a pipeline keeps the notes %j',
  (notes) => {
    const file = withOrganization(`name = "words"\n${step}`, { tags: [], folder: '', owner: null, notes })
    expect(readManifest(file).organization).toEqual({ notes })
    expect(withoutOrganization(file)).toBe(`name = "words"\n${step}`)
  },
)

it('a pipeline keeps what its text says already, and takes out arrays and texts of several lines', () => {
  const text = `name = "words"\ntags = [ # mine\n  "a",\n  "b",\n]\nnotes = """\n# [[step]]\n"""\n${step}`
  expect(withOrganization(text, { ...organization, folder: '', owner: null })).toBe(text)
  expect(withoutOrganization(text)).toBe(`name = "words"\n${step}`)
  expect(readManifest(`tags = "a"\n${step}`).problems).toMatchObject([{ line: 1, severity: 'error' }])
})
