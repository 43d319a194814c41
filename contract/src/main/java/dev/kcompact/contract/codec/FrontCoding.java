package dev.kcompact.contract.codec;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Codes sorted names, each as its difference from the previous one; lengths are UTF-16 units. */
public final class FrontCoding {
  private String before;

  /** {@code before} is compared with the first name; may be empty. */
  public FrontCoding(String before) {
    this.before = before;
  }

  public void write(DataOutputStream out, String name) throws IOException {
    int shared = 0;
    int most = Math.min(before.length(), name.length());
    while (shared < most && before.charAt(shared) == name.charAt(shared)) {
      shared++;
    }
    // A surrogate pair must not be split, because its halves have no UTF-8 form.
    if (shared > 0 && Character.isHighSurrogate(name.charAt(shared - 1))) {
      shared--;
    }
    Varints.write(out, shared);
    Varints.writeText(out, name.substring(shared));
    before = name;
  }

  public String read(DataInputStream in) throws IOException {
    int shared = Varints.readCount(in, before.length());
    before = before.substring(0, shared) + Varints.readText(in);
    return before;
  }
}
