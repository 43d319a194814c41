package dev.kcompact.job.source.state;

import dev.kcompact.contract.codec.FrontCoding;
import dev.kcompact.contract.codec.Varints;
import dev.kcompact.contract.lineage.SourceObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Encodes a list of raw objects, each key as its difference from the previous one. */
final class SourceObjectCodec {
  private String previous = "";

  void write(DataOutputStream out, SourceObject object) throws IOException {
    FrontCoding.write(out, previous, object.key());
    Varints.writeText(out, object.etag());
    Varints.write(out, object.size());
    previous = object.key();
  }

  SourceObject read(DataInputStream in) throws IOException {
    previous = FrontCoding.read(in, previous);
    return new SourceObject(previous, Varints.readText(in), Varints.read(in));
  }
}
