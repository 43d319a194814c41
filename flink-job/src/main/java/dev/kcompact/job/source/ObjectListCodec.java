package dev.kcompact.job.source;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Raw objects, each as what differs from the one before. Part of version 1 of its users' forms. */
final class ObjectListCodec {
  private String before = "";

  void write(DataOutputStream out, SourceObject object) throws IOException {
    FrontCoding.write(out, before, object.key());
    Varints.writeText(out, object.etag());
    Varints.write(out, object.size());
    before = object.key();
  }

  SourceObject read(DataInputStream in) throws IOException {
    before = FrontCoding.read(in, before);
    return new SourceObject(before, Varints.readText(in), Varints.read(in));
  }
}
