"""One module for each thing outside the process. The only home of boto3: what it raises is translated here."""
