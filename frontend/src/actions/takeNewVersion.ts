import { takeOver } from '../state/worker';

/** Loads the newer version of the app that waits. False when what is being typed could not be kept: then nothing happens. */
export function takeNewVersion(): Promise<boolean> {
  return takeOver();
}
