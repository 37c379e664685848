import type { FolderProblem } from '../contract/index.ts';

const PROBLEMS: Readonly<Record<string, FolderProblem>> = {
  ENOENT: 'folder-away',
  ENOTDIR: 'folder-away',
  ENXIO: 'folder-away',
  ENODEV: 'folder-away',
  ESTALE: 'folder-away',
  EHOSTDOWN: 'folder-away',
  EHOSTUNREACH: 'folder-away',
  ENETUNREACH: 'folder-away',
  ENOTCONN: 'folder-away',
  ETIMEDOUT: 'folder-away',
  EACCES: 'folder-closed',
  EPERM: 'folder-closed',
  EROFS: 'folder-closed',
  ENOSPC: 'folder-full',
  EDQUOT: 'folder-full',
  EFBIG: 'folder-full',
};

/** What an error of the file system means for the department's folder. */
export function folderProblem(error: unknown): FolderProblem {
  return PROBLEMS[errorCode(error)] ?? 'folder-failed';
}

/** The file system's own code (`ENOENT`), or nothing. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
