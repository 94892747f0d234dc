export const words = {
  job: 'Job',
}
