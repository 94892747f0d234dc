import { describe, expect, it } from 'vitest'
import { hitsIn } from './check-words.ts'

const phrases = (sentence: string): string[] => hitsIn('some.ts', `// ${sentence}\n`).map(({ phrase }) => phrase)

describe('a sentence that reads as translated counts', () => {
  it.each([
    ['What waits for a slot is started later.', 'What waits'],
    ['Starts what is due.', 'what is'],
    ['Of a file without a row no use is made.', 'Of'],
    ['The run was begun twice.', 'begun'],
    ['Nobody holds it.', 'Nobody'],
    ['A client is told of the change.', 'is told'],
    ['This job is no flow.', 'is no'],
    ['To be called inside a write.', 'To be called'],
    ['It is computed anew.', 'anew'],
    ['The pause is over.', 'is over'],
    ['What became of the run.', 'What became of'],
    ['The queue goes by priority.', 'goes by'],
    ['A list lies in the folder.', 'lies in'],
    ['Every so-manieth occurrence.', 'manieth'],
    ['The trigger was turned off.', 'turned off'],
    ['Stores a kept file.', 'kept file'],
    ['Its colour is red.', 'colour'],
  ])('%s', (sentence, phrase) => expect(phrases(sentence).join()).toContain(phrase.replace(/^What became/, 'became')))
})

describe('a plain sentence does not count', () => {
  it.each([
    'Explains what is missing, and shows what was found.',
    'What is a flow? What does it need?',
    'Of course the disk may be full.',
    'There is no runner, and it is no longer needed.',
    'The total is over 100 MB.',
    'Retries the run after all other operations.',
    'Returns the beginning of the log.',
    'Stops the run that `begin` started, see https://example.org/nobody.',
    'LocalFlow tells the client which run failed.',
    'The new run takes the place of the old one.',
    'Says as it was written then.',
    'The process lies dormant and turned red.',
  ])('%s', (sentence) => expect(phrases(sentence)).toEqual([]))
})

it('a phrase may continue on the next line of a comment', () => {
  expect(hitsIn('some.ts', '/**\n * Waits until the pause is\n * over.\n */\n')).toMatchObject([{ line: 2, phrase: 'is over' }])
})

it('strings and test titles count; data, queries, imports and stored texts do not', () => {
  expect(hitsIn('a.ts', "it('begins at once', () => {})\n")).toMatchObject([{ phrase: 'begins', line: 1 }])
  expect(hitsIn('a.ts', 'const text = `the run was begun`\n')).toMatchObject([{ phrase: 'begun' }])
  const data =
    "import x from './what is/nobody.ts'\nconst a = 'nobody'\nconst b = 'BEGIN IMMEDIATE nobody'\nconst c = 'flow began'\n"
  expect(hitsIn('a.ts', data)).toEqual([])
})

it('documents count outside of code, and SQL in its comments', () => {
  expect(hitsIn('a.md', 'Nobody `begins` it.\n\n```sh\nbegin\n```\n')).toMatchObject([{ phrase: 'Nobody', line: 1 }])
  expect(hitsIn('a.sql', 'SELECT 1; -- nobody knows\nBEGIN;\n')).toMatchObject([{ phrase: 'nobody', line: 1 }])
})
