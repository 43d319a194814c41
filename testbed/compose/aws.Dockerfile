# AWS's base image of the functions' runtime, with moto and AWS's template translator.
FROM amazon/aws-lambda-java:21
RUN dnf install -y python3.11 python3.11-pip \
 && dnf clean all \
 && python3.11 -m pip install --no-cache-dir 'moto[server,stepfunctions]==5.2.1' aws-sam-translator==1.110.0 \
 && ln -s /usr/bin/python3.11 /usr/local/bin/python3
