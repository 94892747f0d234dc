export const words = {
  timedOut: 'The wait timed out.',
}
