declare namespace Express {
  namespace Multer {
    /** What src/platform/files/upload-storage.ts says of a file beside its path and size. */
    interface File {
      /** Of its content, hexadecimal. */
      sha256: string;
      /** Why the file is not taken, in a Vietnamese sentence, where that is known before anybody looks what it is for. */
      refusal?: string;
    }
  }
}
