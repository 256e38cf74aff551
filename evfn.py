import digest
def clean(raw): return digest.clean(raw).text
