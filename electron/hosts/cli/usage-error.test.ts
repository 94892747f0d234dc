import { expect, it } from 'vitest'
import { usageError } from './usage-error.ts'

it.each([
  ["error: unknown option '--folow'\n(Did you mean --follow?)\n", 'Unknown option "--folow". Did you mean "--follow"?'],
  [
    "error: unknown option '--xyz'\n(Did you mean one of --abc, --abd?)\n",
    'Unknown option "--xyz". Did you mean one of --abc, --abd?',
  ],
  ["error: missing required argument 'run'\n", 'Missing required argument "run".'],
  [
    "error: option '--limit <N>' argument '0' is invalid. Give a whole number from 1 to 500.\n",
    '"0" is not valid for --limit. Give a whole number from 1 to 500.',
  ],
  [
    "error: option '-p, --param <NAME=VALUE>' argument 'it's' is invalid. Write NAME=VALUE.\n",
    '"it\'s" is not valid for --param. Write NAME=VALUE.',
  ],
  [
    "error: command-argument value 'jab' is invalid for argument 'kind'. Did you mean \"job\"?\n",
    '"jab" is not valid for <kind>. Did you mean "job"?',
  ],
  [
    "error: too many arguments for 'inspect'. Expected 1 argument but got 2: 1, it's.\n",
    'Too many arguments for "inspect". Expected 1 argument but got 2: 1, it\'s.',
  ],
])('an error of usage has the form of every other error: %j', (text, expected) => {
  expect(usageError(text)).toBe(`lf: ${expected}\n`)
})
