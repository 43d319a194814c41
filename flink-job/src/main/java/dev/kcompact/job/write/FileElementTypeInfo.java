package dev.kcompact.job.write;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's view of {@link FileElement}: an opaque type that never leaves its chain. */
public final class FileElementTypeInfo extends TypeInformation<FileElement> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<FileElement> getTypeClass() {
    return FileElement.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<FileElement> createSerializer(SerializerConfig config) {
    return new FileElementSerializer();
  }

  @Override
  public String toString() {
    return "FileElement";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileElementTypeInfo;
  }

  @Override
  public int hashCode() {
    return FileElementTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof FileElementTypeInfo;
  }
}
